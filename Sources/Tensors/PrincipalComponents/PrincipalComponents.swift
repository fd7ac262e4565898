/// The directions in which the rows of a matrix differ most, and where each row lies along them.
///
/// Signs, which no eigenvector has by itself, are set: the loading of the largest magnitude is
/// positive. So two runs on one matrix give the same numbers.
public struct PrincipalComponents: Sendable {
  /// One direction.
  public struct Component: Sendable {
    /// Its direction, of length 1: `[columns]`.
    public var loadings: [Float]
    /// Where the rows, less their mean, lie along it: `[rows]`.
    public var scores: [Float]
    /// The variance of the scores.
    public var variance: Double
  }

  /// Those of largest variance, largest first; fewer than asked for where rows differ in fewer ways.
  public let components: [Component]
  /// The variance of all columns together.
  public let totalVariance: Double

  /// Finds them by simultaneous iteration on the smaller of the two matrices of products: columns by
  /// columns, or rows by rows.
  ///
  /// - Parameters:
  ///   - x: [rows, columns].
  ///   - count: How many to find.
  ///   - isWanted: Asked often; when it answers no, the work ends, and nothing is made.
  public init?(of x: Matrix, count: Int = 3, while isWanted: () -> Bool = { true }) {
    let table = CentredTable(x)
    guard let products = table.products(while: isWanted) else { return nil }
    let total = products.trace
    totalVariance = total
    guard total > 0, total.isFinite else {
      components = []
      return
    }
    guard let pairs = products.largestEigenpairs(count, while: isWanted) else { return nil }
    components = pairs.filter { $0.value > Self.leastShare * total }.map { pair in
      table.component(along: pair.vector, variance: pair.value)
    }
  }

  /// Below this share of the whole variance, a direction is rounding.
  private static let leastShare = 1e-10
}

/// The rows of a matrix less their mean, laid out for products.
private struct CentredTable {
  let rows: Int
  let columns: Int
  /// `[rows × columns]`.
  let numbers: [Double]

  init(_ x: Matrix) {
    (rows, columns) = (x.rows, x.columns)
    var numbers: [Double] = []
    numbers.reserveCapacity(x.rows * x.columns)
    var means = [Double](repeating: 0, count: x.columns)
    for row in 0..<x.rows {
      for (column, value) in x.row(row).enumerated() {
        numbers.append(Double(value))
        means[column] += Double(value)
      }
    }
    for column in means.indices { means[column] /= Double(max(1, x.rows)) }
    for row in 0..<x.rows {
      for column in 0..<x.columns { numbers[row * x.columns + column] -= means[column] }
    }
    self.numbers = numbers
  }

  private var isWide: Bool { columns > rows }

  /// Products of columns with columns, or of rows with rows where these are fewer, over the number of
  /// rows.
  func products(while isWanted: () -> Bool) -> SymmetricMatrix? {
    let (size, length) = isWide ? (rows, columns) : (columns, rows)
    var sums = SymmetricMatrix(size: size)
    var line = [Double](repeating: 0, count: size)
    for place in 0..<length {
      guard isWanted() else { return nil }
      for index in 0..<size {
        line[index] = numbers[isWide ? index * columns + place : place * columns + index]
      }
      sums.addProducts(of: line)
    }
    sums.fillLowerHalf(dividedBy: Double(max(1, rows)))
    return sums
  }

  /// The component of an eigenvector of ``products(while:)``.
  func component(along vector: [Double], variance: Double) -> PrincipalComponents.Component {
    var loadings = isWide ? columnSums(weightedBy: vector) : vector
    let length = loadings.reduce(0) { $0 + $1 * $1 }.squareRoot()
    var largest = 0
    for index in loadings.indices where abs(loadings[index]) > abs(loadings[largest]) {
      largest = index
    }
    let factor = (loadings[largest] < 0 ? -1 : 1) / length
    for index in loadings.indices { loadings[index] *= factor }
    let scores = (0..<rows).map { row in
      var sum = 0.0
      for column in 0..<columns { sum += numbers[row * columns + column] * loadings[column] }
      return Float(sum)
    }
    return .init(loadings: loadings.map { Float($0) }, scores: scores, variance: variance)
  }

  private func columnSums(weightedBy weights: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: columns)
    for row in 0..<rows {
      for column in 0..<columns { sums[column] += weights[row] * numbers[row * columns + column] }
    }
    return sums
  }
}
