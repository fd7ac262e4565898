import VisionTransformers

/// How the token under the cursor attends, in the run.
struct AttentionReading: Sendable {
  /// A key that is attended to.
  struct Key: Sendable {
    let place: AttentionPattern.KeySpace.Place
    /// The weight, in the head that is shown or as the mean over all.
    let weight: Float
    /// The weight in each head; nothing where the head does not see the key.
    let heads: [Float?]
  }

  let statistics: AttentionStatistics
  /// The weight of each token of the grid, 0 outside of the region.
  let weights: [Float]
  let largest: Float
  /// The strongest keys, strongest first.
  let strongest: [Key]

  /// How many of the strongest are kept.
  static let limit = 40

  /// - Parameters:
  ///   - record: What the run left behind.
  ///   - query: A token of the grid.
  ///   - head: The head to look at; nothing for the mean over all.
  ///   - stride: Pixels from one token to the next.
  init?(of record: AttentionRecord, query: Int, head: Int?, stride: Double) {
    let rows = record.rows(of: query)
    let shown = head.map { head in rows.filter { $0.head == head } } ?? rows
    guard let first = shown.first, let branch = record.pattern.branch(ofHead: first.head) else {
      return nil
    }
    let (grid, space) = (record.pattern.grid, branch.keySpace)
    statistics =
      head == nil
      ? AttentionStatistics(ofMean: rows, query: query, in: record.pattern, stride: stride)
      : AttentionStatistics(of: first, query: query, in: record.pattern, stride: stride)
    let mean = MeanAttention(of: shown)
    weights = Self.spread(mean, in: space, on: grid)
    largest = weights.max() ?? 0
    let order = mean.keys.indices.sorted {
      (-mean.weights[$0], mean.keys[$0]) < (-mean.weights[$1], mean.keys[$1])
    }
    strongest = order.prefix(Self.limit).map { index in
      let key = mean.keys[index]
      return Key(
        place: space.place(of: key, on: grid), weight: mean.weights[index],
        heads: rows.map { Self.weight(of: key, in: $0) })
    }
  }

  /// The weight of a key in a head, which may have it twice; nothing where it has it not at all.
  private static func weight(of key: Int, in row: AttentionRow) -> Float? {
    zip(row.keys, row.weights).reduce(nil) { sum, entry in
      entry.0 == key ? (sum ?? 0) + entry.1 : sum
    }
  }

  /// The weight of each token; all tokens that one key sums up have the key's.
  private static func spread(
    _ attention: MeanAttention, in space: AttentionPattern.KeySpace, on grid: TokenGrid
  ) -> [Float] {
    var weights = [Float](repeating: 0, count: grid.count)
    for (key, weight) in zip(attention.keys, attention.weights) {
      switch space.place(of: key, on: grid) {
      case .token(let token): weights[token] += weight
      case .square(let rows, let columns):
        for row in rows {
          for column in columns { weights[grid[row, column]] += weight }
        }
      case .sample(let point):
        for (token, share) in point.tokens(on: grid) { weights[token] += weight * Float(share) }
      case .prefix, .padding: break
      }
    }
    return weights
  }
}
