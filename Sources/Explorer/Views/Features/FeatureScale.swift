import Screens
import Tensors
import VisionTransformers

/// What the tokens of a map are coloured by: a number of each, or three, and from where to where the
/// scale goes.
struct FeatureScale: Sendable {
  /// One number for each token, or three; tokens outside of a region have none.
  let values: [[Float]]
  /// Which tokens the values are of; nothing for all.
  let region: TokenSet?
  let ranges: [ValueRange]
  /// Whether colours go by the square root, so that small weights are told apart.
  let isSquareRoot: Bool
  /// Tokens that are marked.
  let marked: Set<Int>

  private init(
    _ values: [[Float]], ranges: [ValueRange], region: TokenSet? = nil, isSquareRoot: Bool = false,
    marked: [Int] = []
  ) {
    self.values = values
    self.ranges = ranges
    self.region = region
    self.isSquareRoot = isSquareRoot
    self.marked = Set(marked)
  }

  /// Norms, from the least to the largest that is no outlier.
  static func norm(_ reading: FeatureReading) -> Self {
    let inside = reading.norms.enumerated().filter {
      Double($0.element) <= reading.outliers.limit
    }
    return Self(
      [reading.norms], ranges: [ValueRange(of: inside.map(\.element))],
      marked: reading.outliers.tokens)
  }

  /// Cosines, from the least to 1.
  static func cosine(_ reading: FeatureReading) -> Self {
    Self(
      [reading.cosines],
      ranges: [ValueRange(low: Double(reading.cosines.min() ?? 0), high: 1)])
  }

  /// As many components as there are, each from its 2nd to its 98th percentile.
  static func components(_ components: PrincipalComponents) -> Self {
    let scores = components.components.map(\.scores)
    return Self(scores, ranges: scores.map { ValueRange(of: $0, from: 0.02, to: 0.98) })
  }

  /// Weights over a region, from 0 to the largest of both maps.
  static func weights(
    _ weights: [Float], of position: FeatureReading.Position
  ) -> Self {
    let largest = max(position.alone.max() ?? 0, position.all.max() ?? 0)
    return Self(
      [weights], ranges: [ValueRange(low: 0, high: Double(largest))],
      region: position.field.tokens, isSquareRoot: true)
  }

  /// Where a token's numbers lie on their scales, 0 to 1; nothing outside of the region.
  func positions(of token: Int) -> [Double]? {
    if let region, !region.contains(token) { return nil }
    return zip(values, ranges).map { values, range in
      let position = range.position(of: Double(values[token]))
      return isSquareRoot ? position.squareRoot() : position
    }
  }
}
