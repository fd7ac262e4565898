/// Tokens in groups, each token in one: clusters of a level, windows, or what k-means finds.
public struct TokenPartition: Hashable, Sendable {
  /// Which group each token is in, from 0.
  public let labels: [Int]
  /// Tokens in each group; some may have none.
  public let sizes: [Int]

  /// - Precondition: Labels are in `0..<groupCount`.
  public init(labels: [Int], groupCount: Int) {
    var sizes = [Int](repeating: 0, count: groupCount)
    for label in labels {
      precondition(sizes.indices.contains(label), "group \(label) is not in 0..<\(groupCount)")
      sizes[label] += 1
    }
    self.labels = labels
    self.sizes = sizes
  }

  /// The clusters of a level of a tree, from left to right.
  ///
  /// - Precondition: The level is in `0...tree.depth`.
  public init(_ tree: ClusterTree, level: Int) {
    precondition((0...tree.depth).contains(level), "level \(level) is not in 0...\(tree.depth)")
    self.init(
      labels: tree.tokens.indices.map { tree.cluster(of: $0, atLevel: level) },
      groupCount: 1 << level)
  }

  /// Square windows that tile a grid from the top left, as those of Swin, numbered row by row; the last
  /// ones are cut where they do not fill it.
  ///
  /// - Parameters:
  ///   - side: Tokens along a window's side, at least 1.
  ///   - grid: How the tokens lie.
  public init(windowsOf side: Int, on grid: TokenGrid) {
    precondition(side >= 1, "a window of \(side) tokens is none")
    let columns = (grid.columns + side - 1) / side
    self.init(
      labels: (0..<grid.count).map { token in
        let (row, column) = grid.position(of: token)
        return row / side * columns + column / side
      },
      groupCount: (grid.rows + side - 1) / side * columns)
  }

  public var tokenCount: Int { labels.count }
  public var groupCount: Int { sizes.count }

  /// The tokens of a group, ascending.
  public func tokens(in group: Int) -> [Int] { labels.indices.filter { labels[$0] == group } }
}

// MARK: - What attention inside of the groups costs

extension TokenPartition {
  /// Query-key pairs of one head when each token attends to its group: `Σ n²`.
  public var pairCount: Int { sizes.reduce(0) { $0 + $1 * $1 } }

  /// Query-key pairs of one head when all groups are filled up to the largest, as one batch of products
  /// has it: groups that have tokens × largest².
  public var paddedPairCount: Int {
    let largest = sizes.max() ?? 0
    return sizes.count { $0 > 0 } * largest * largest
  }
}

// MARK: - How good the groups are

extension TokenPartition {
  /// How much groups are made of single groups of another partition: of each group, the tokens that lie
  /// in the other's group which most of them lie in, summed up over groups, as a part of all tokens.
  ///
  /// 1 where each group lies in one of the other's; small where groups are strewn over all of them.
  ///
  /// - Precondition: Both are of the same tokens.
  public func purity(against other: TokenPartition) -> Double {
    precondition(tokenCount == other.tokenCount, "partitions of other tokens cannot be compared")
    var shared = [Int](repeating: 0, count: groupCount * other.groupCount)
    for (label, otherLabel) in zip(labels, other.labels) {
      shared[label * other.groupCount + otherLabel] += 1
    }
    let most = (0..<groupCount).reduce(0) { sum, group in
      sum + (shared[group * other.groupCount..<(group + 1) * other.groupCount].max() ?? 0)
    }
    return tokenCount == 0 ? 0 : Double(most) / Double(tokenCount)
  }

  /// How alike the tokens of a group are: the cosine of a token's features with the mean direction of
  /// its group, mean over all tokens.
  ///
  /// 1 where all tokens of each group point the same way. It is what spherical k-means makes as large
  /// as it can.
  ///
  /// - Parameters:
  ///   - features: Features of the same tokens.
  ///   - head: The head to go by.
  /// - Returns: From 0 to 1.
  public func likeness(in features: TokenFeatures, head: Int) -> Double {
    precondition(tokenCount == features.tokenCount, "features of other tokens say nothing")
    let (values, width) = (features[head], features.channels)
    var sums = [Double](repeating: 0, count: groupCount * width)
    for (token, label) in labels.enumerated() {
      let row = values[token * width..<(token + 1) * width]
      let length = row.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
      guard length > 1e-12 else { continue }
      for (channel, value) in row.enumerated() {
        sums[label * width + channel] += Double(value) / length
      }
    }
    let total = (0..<groupCount).reduce(0) { total, group in
      total
        + sums[group * width..<(group + 1) * width].reduce(0) { $0 + $1 * $1 }.squareRoot()
    }
    return tokenCount == 0 ? 0 : total / Double(tokenCount)
  }
}
