import Foundation

/// Balanced hierarchical clustering as in the code of BOAT (arXiv 2201.13027): groups of `2m` tokens
/// are split into two of exactly `m`, again and again.
///
/// A group is split about two centres. They start as the mean directions of the group's first and
/// second half, and are refined twice, each time as the mean of all tokens weighted by a sharp softmax
/// over the cosine similarities `s₀` and `s₁`. Then the tokens are sorted by `(s₀ + 1) / (s₁ + 1)`,
/// ascending and stable, and cut in the middle.
enum BalancedClustering {
  private static let refinements = 2
  /// What similarities are multiplied by before the softmax.
  private static let sharpness = 100.0

  /// How often `tokens` are halved until `leafSize` are left; `nil` where that never happens.
  static func depth(tokens: Int, leafSize: Int) -> Int? {
    guard leafSize > 0, tokens > 0, tokens % leafSize == 0 else { return nil }
    let leaves = tokens / leafSize
    return leaves & (leaves - 1) == 0 ? leaves.trailingZeroBitCount : nil
  }

  /// Halves tokens until clusters have `leafSize` tokens.
  ///
  /// - Parameters:
  ///   - features: `[tokens × channels]`, not normalised.
  ///   - channels: Channels of a token.
  ///   - leafSize: Tokens in a cluster of the last level.
  /// - Returns: The clusters of every level.
  /// - Precondition: The number of tokens is `leafSize` times a power of two.
  /// - Complexity: O(tokens × channels × levels), and as many sorts of all tokens as levels.
  static func tree(of features: [Float], channels: Int, leafSize: Int) -> ClusterTree {
    let vectors = FeatureVectors(features, channels: channels)
    guard let depth = depth(tokens: vectors.count, leafSize: leafSize) else {
      preconditionFailure("\(vectors.count) tokens do not halve into leaves of \(leafSize)")
    }
    var levels = [Array(0..<vectors.count)]
    for level in 0..<depth {
      let size = vectors.count >> level
      let groups = stride(from: 0, to: vectors.count, by: size)
      levels.append(groups.flatMap { sorted(levels[level][$0..<$0 + size], by: vectors) })
    }
    return ClusterTree(levels: levels)
  }

  /// The tokens of a group, those nearest to the second centre first.
  private static func sorted(_ group: ArraySlice<Int>, by vectors: FeatureVectors) -> [Int] {
    let middle = group.startIndex + group.count / 2
    let even = [Double](repeating: 1, count: group.count / 2)
    var centers = (
      vectors.direction(of: group[..<middle], weights: even),
      vectors.direction(of: group[middle...], weights: even)
    )
    for _ in 0..<refinements {
      let first = group.map { token in
        let difference = vectors.cosine(token, centers.1) - vectors.cosine(token, centers.0)
        return 1 / (1 + exp(sharpness * difference))
      }
      centers = (
        vectors.direction(of: group, weights: first),
        vectors.direction(of: group, weights: first.map { 1 - $0 })
      )
    }
    let ratios = group.map { token in
      let ratio = (vectors.cosine(token, centers.0) + 1) / (vectors.cosine(token, centers.1) + 1)
      return ratio.isNaN ? .infinity : ratio
    }
    return zip(ratios, group).enumerated()
      .sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }
      .map { $0.element.1 }
  }
}

/// Feature vectors with their lengths.
private struct FeatureVectors {
  let channels: Int
  private let values: [Double]
  private let lengths: [Double]

  init(_ features: [Float], channels: Int) {
    let values = features.map(Double.init)
    self.channels = channels
    self.values = values
    lengths = stride(from: 0, to: values.count, by: channels).map {
      Self.length(values[$0..<$0 + channels])
    }
  }

  var count: Int { lengths.count }

  /// The cosine of the angle between a token's vector and a direction.
  func cosine(_ token: Int, _ direction: [Double]) -> Double {
    var product = 0.0
    for channel in 0..<channels {
      product += values[token * channels + channel] * direction[channel]
    }
    return product / lengths[token]
  }

  /// The direction of a weighted sum of vectors.
  func direction(of tokens: ArraySlice<Int>, weights: [Double]) -> [Double] {
    var sum = [Double](repeating: 0, count: channels)
    for (token, weight) in zip(tokens, weights) {
      for channel in 0..<channels { sum[channel] += weight * values[token * channels + channel] }
    }
    let length = Self.length(sum[...])
    return sum.map { $0 / length }
  }

  /// The Euclidean length, with a floor that keeps division by it harmless.
  private static func length(_ vector: ArraySlice<Double>) -> Double {
    max(vector.reduce(0) { $0 + $1 * $1 }.squareRoot(), 1e-12)
  }
}
