/// Tokens whose norm is far larger than the others', as those that a transformer keeps notes in
/// ("registers", arXiv 2309.16588): larger than the median by more than five times the median of the
/// distances from it.
public struct NormOutliers: Hashable, Sendable {
  public let median: Double
  /// The median of the distances from the median.
  public let deviation: Double
  /// The outliers, ascending.
  public let tokens: [Int]

  /// How many deviations from the median an outlier is.
  public static let deviations = 5.0

  /// What an outlier is larger than.
  public var limit: Double { median + Self.deviations * deviation }

  /// - Parameter norms: One for each token.
  public init(of norms: [Float]) {
    let numbers = norms.map(Double.init)
    let median = Self.median(of: numbers)
    let deviation = Self.median(of: numbers.map { abs($0 - median) })
    self.median = median
    self.deviation = deviation
    tokens = numbers.indices.filter { numbers[$0] > median + Self.deviations * deviation }
  }

  private static func median(of numbers: [Double]) -> Double {
    ValueRange.quantile(0.5, ofSorted: numbers.sorted())
  }
}
