/// How a token attends on average over heads: where a head does not look at a key, it gives it 0.
public struct MeanAttention: Equatable, Sendable {
  /// Keys of all heads together, ascending, in the key space that the heads share.
  public var keys: [Int]
  /// One weight for each key; they sum to 1.
  public var weights: [Float]

  /// - Parameter rows: One row for each head.
  public init(of rows: [AttentionRow]) {
    let lowest = rows.lazy.compactMap { $0.keys.min() }.min() ?? 0
    let highest = rows.lazy.compactMap { $0.keys.max() }.max() ?? lowest - 1
    var seen = TokenSet(in: lowest..<highest + 1)
    var sums = [Float](repeating: 0, count: highest - lowest + 1)
    for row in rows {
      for (key, weight) in zip(row.keys, row.weights) {
        seen.insert(key)
        sums[key - lowest] += weight
      }
    }
    keys = Array(seen)
    weights = keys.map { sums[$0 - lowest] / Float(rows.count) }
  }

  /// The mean over heads that number their keys differently: a part for each way.
  ///
  /// - Parameters:
  ///   - rows: One row for each head.
  ///   - pattern: Who attends to whom in the layer.
  /// - Returns: What keys are, and the heads' attention to them; the weights of all parts sum to 1.
  public static func parts(
    of rows: [AttentionRow], in pattern: AttentionPattern
  ) -> [(space: AttentionPattern.KeySpace, attention: MeanAttention)] {
    var spaces: [(space: AttentionPattern.KeySpace, rows: [AttentionRow])] = []
    for row in rows {
      guard let space = pattern.branch(ofHead: row.head)?.keySpace else { continue }
      if let index = spaces.firstIndex(where: { $0.space == space }) {
        spaces[index].rows.append(row)
      } else {
        spaces.append((space, [row]))
      }
    }
    return spaces.map { space, own in
      var mean = MeanAttention(of: own)
      let share = Float(own.count) / Float(rows.count)
      if own.count < rows.count { mean.weights = mean.weights.map { $0 * share } }
      return (space, mean)
    }
  }
}
