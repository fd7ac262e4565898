/// What k-means makes of rows: groups of any size.
public struct KMeansClusters: Equatable, Sendable {
  /// Which cluster each row is in, numbered in the order in which rows meet them first.
  public let labels: [Int32]
  /// How often all rows were assigned anew.
  public let rounds: Int
  /// Whether the last round changed nothing.
  public let hasSettled: Bool
}

/// Groups rows by direction: spherical k-means (Lloyd's rounds on rows of length 1, centres being mean
/// directions), started from rows that are picked as k-means++ does, far from each other.
///
/// The same rows, clusters and seed give the same groups everywhere. A cluster that loses all its rows
/// keeps its centre, and may stay empty: then there are fewer labels than clusters.
///
/// - Parameters:
///   - rows: [rows, width]; rows of zeros are like nothing, and go to the first centre.
///   - clusters: How many there are to be.
///   - seed: What the first centres follow from.
///   - limit: Rounds after which to stop anyway.
///   - isWanted: Asked once a round.
/// - Returns: The groups; nothing once they are not wanted any more.
/// - Precondition: There are at least as many rows as clusters, and a cluster.
/// - Complexity: O(rows × clusters × width) for each round, and as much for the start.
public func sphericalKMeans(
  _ rows: Matrix, clusters: Int, seed: UInt64, limit: Int = 100, isWanted: () -> Bool = { true }
) -> KMeansClusters? {
  precondition(
    (1...max(1, rows.rows)).contains(clusters) && rows.rows > 0,
    "\(rows.rows) rows make no \(clusters) clusters")
  var state = KMeansState(rows, clusters: clusters)
  state.pickCentres(seed)
  var rounds = 0
  var hasSettled = false
  while !hasSettled && rounds < limit {
    guard isWanted() else { return nil }
    hasSettled = !state.assign()
    rounds += 1
    if !hasSettled { state.moveCentres() }
  }
  return KMeansClusters(
    labels: state.labelsInOrder, rounds: rounds, hasSettled: hasSettled)
}

/// Rows of length 1, centres, and which row is nearest to which.
private struct KMeansState {
  let count: Int
  let width: Int
  let clusters: Int
  /// `[count, width]`, each of length 1.
  private var units: [Float]
  /// `[width, clusters]`: centres side by side, so that one row meets all of them at once.
  private var centres: [Float]
  private var labels: [Int32]

  init(_ rows: Matrix, clusters: Int) {
    count = rows.rows
    width = rows.columns
    self.clusters = clusters
    units = (0..<rows.rows).flatMap { Self.normalised(rows.row($0)) }
    centres = [Float](repeating: 0, count: rows.columns * clusters)
    labels = [Int32](repeating: -1, count: rows.rows)
  }

  private static func normalised(_ row: [Float]) -> [Float] {
    let length = row.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return length > 1e-12 ? row.map { $0 / length } : row.map { _ in 0 }
  }

  /// Picks rows as centres: the first evenly, each further one with a chance in proportion to its
  /// squared distance from the nearest before it.
  mutating func pickCentres(_ seed: UInt64) {
    var numbers = SplitMix64(seed: seed)
    var distances = [Double](repeating: .infinity, count: count)
    var picked = Int(numbers.unit() * Double(count))
    for cluster in 0..<clusters {
      if cluster > 0 { picked = Self.pick(distances, numbers.unit()) }
      for c in 0..<width { centres[c * clusters + cluster] = units[picked * width + c] }
      for row in 0..<count {
        distances[row] = min(distances[row], squaredDistance(row, picked))
      }
      distances[picked] = 0
    }
  }

  private func squaredDistance(_ row: Int, _ other: Int) -> Double {
    var sum: Float = 0
    for c in 0..<width {
      let difference = units[row * width + c] - units[other * width + c]
      sum += difference * difference
    }
    return Double(sum)
  }

  /// The row at a part of the sum of all distances; where all are 0, any will do.
  private static func pick(_ distances: [Double], _ part: Double) -> Int {
    var rest = part * distances.reduce(0, +)
    for (row, distance) in distances.enumerated() where distance > 0 {
      rest -= distance
      if rest <= 0 { return row }
    }
    return distances.lastIndex { $0 > 0 } ?? 0
  }

  /// Puts each row to the centre that it is most like.
  ///
  /// - Returns: Whether any row changed its centre.
  mutating func assign() -> Bool {
    var hasChanged = false
    var products = [Float](repeating: 0, count: clusters)
    for row in 0..<count {
      for cluster in 0..<clusters { products[cluster] = 0 }
      for c in 0..<width {
        let (value, start) = (units[row * width + c], c * clusters)
        for cluster in 0..<clusters { products[cluster] += value * centres[start + cluster] }
      }
      var best = 0
      for cluster in 1..<max(1, clusters) where products[cluster] > products[best] {
        best = cluster
      }
      if labels[row] != Int32(best) {
        labels[row] = Int32(best)
        hasChanged = true
      }
    }
    return hasChanged
  }

  /// Makes each centre the mean direction of its rows.
  mutating func moveCentres() {
    var sums = [Float](repeating: 0, count: clusters * width)
    for row in 0..<count {
      let start = Int(labels[row]) * width
      for c in 0..<width { sums[start + c] += units[row * width + c] }
    }
    for cluster in 0..<clusters {
      let sum = Self.normalised(Array(sums[cluster * width..<(cluster + 1) * width]))
      guard sum.contains(where: { $0 != 0 }) else { continue }
      for c in 0..<width { centres[c * clusters + cluster] = sum[c] }
    }
  }

  /// The labels, numbered in the order in which rows meet them first.
  var labelsInOrder: [Int32] {
    var numbers = [Int32](repeating: -1, count: clusters)
    var next: Int32 = 0
    return labels.map { label in
      if numbers[Int(label)] < 0 {
        numbers[Int(label)] = next
        next += 1
      }
      return numbers[Int(label)]
    }
  }
}

/// Numbers that follow from a seed: Steele, Lea and Flood's SplitMix64.
struct SplitMix64 {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  /// A number from 0 up to 1.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }
}
