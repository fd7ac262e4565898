import VisionTransformers

/// The numbers of one head: means over all tokens, or those of one.
struct HeadNumbers: Hashable, Sendable {
  let head: Int
  let branch: String
  let keyCount: Double
  /// In pixels; nothing for a prefix token, which has no place.
  let meanDistance: Double?
  /// The same, the weights of keys that have a place scaled up to 1.
  let meanDistanceOfPlaced: Double?
  /// What prefix tokens and padding get, 0 to 1.
  let unplacedShare: Double
  let entropy: Double
  let entropyCeiling: Double
  let normalizedEntropy: Double?
  let effectiveKeys: Double
  let largestWeight: Double
}

extension HeadNumbers {
  /// Means over all tokens.
  init(_ statistics: HeadStatistics) {
    self.init(
      head: statistics.head, branch: statistics.branch, keyCount: statistics.keyCount,
      meanDistance: statistics.meanDistance,
      meanDistanceOfPlaced: statistics.meanDistanceOfPlaced,
      unplacedShare: statistics.unplacedShare, entropy: statistics.entropy,
      entropyCeiling: statistics.entropyCeiling, normalizedEntropy: statistics.normalizedEntropy,
      effectiveKeys: statistics.effectiveKeys, largestWeight: statistics.largestWeight)
  }

  /// Those of one token.
  ///
  /// - Parameters:
  ///   - row: Its attention in one head.
  ///   - query: The token.
  ///   - branch: The head's branch.
  ///   - pattern: Who attends to whom in the layer.
  ///   - stride: Pixels from one token to the next.
  init(
    _ row: AttentionRow, query: Int, branch: AttentionPattern.Branch,
    in pattern: AttentionPattern, stride: Double
  ) {
    let statistics = AttentionStatistics(of: row, query: query, in: pattern, stride: stride)
    let unplaced = zip(row.keys, row.weights).reduce(0.0) { sum, entry in
      switch branch.keySpace.place(of: entry.0, on: pattern.grid) {
      case .prefix, .padding: sum + Double(entry.1)
      case .token, .square, .sample: sum
      }
    }
    let ceiling = statistics.entropyCeiling
    self.init(
      head: row.head, branch: branch.name, keyCount: Double(statistics.keyCount),
      meanDistance: statistics.meanDistance,
      meanDistanceOfPlaced: unplaced < 1
        ? statistics.meanDistance.map { $0 / (1 - unplaced) } : nil,
      unplacedShare: unplaced, entropy: statistics.entropy, entropyCeiling: ceiling,
      normalizedEntropy: ceiling > 0 ? statistics.entropy / ceiling : nil,
      effectiveKeys: statistics.effectiveKeys, largestWeight: statistics.largestWeight)
  }
}
