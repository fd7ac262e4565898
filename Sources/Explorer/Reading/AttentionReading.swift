import VisionTransformers

/// How the token under the cursor attends in the run, or how others attend to it.
struct AttentionReading: Sendable {
  /// A key that is attended to, or a query that attends.
  struct Key: Sendable {
    let place: AttentionPattern.KeySpace.Place
    /// The weight, in the head that is shown or as the mean over all.
    let weight: Float
    /// The weight in each head; nothing where the head does not have the pair.
    let heads: [Float?]
  }

  /// What the token's row comes to; nothing where others attend to it.
  let statistics: AttentionStatistics?
  /// What others give to the token in sum, each of 1; nothing where it attends itself.
  let received: Double?
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
    guard let first = shown.first else { return nil }
    let pattern = record.pattern
    received = nil
    statistics =
      head == nil
      ? AttentionStatistics(ofMean: rows, query: query, in: pattern, stride: stride)
      : AttentionStatistics(of: first, query: query, in: pattern, stride: stride)
    let keys = MeanAttention.parts(of: shown, in: pattern).flatMap { space, mean in
      zip(mean.keys, mean.weights).map { (space: space, key: $0, weight: $1) }
    }
    weights = Self.spread(
      keys.map { ($0.space.place(of: $0.key, on: pattern.grid), $0.weight) }, on: pattern.grid)
    largest = weights.max() ?? 0
    let order = keys.indices.sorted {
      (-keys[$0].weight, keys[$0].key) < (-keys[$1].weight, keys[$1].key)
    }
    strongest = order.prefix(Self.limit).map { index in
      let (space, key, weight) = keys[index]
      return Key(
        place: space.place(of: key, on: pattern.grid), weight: weight,
        heads: rows.map { row in
          pattern.branch(ofHead: row.head)?.keySpace == space
            ? Self.weight(of: key, in: row) : nil
        })
    }
  }

  /// The weight of a key in a head, which may have it twice; nothing where it has it not at all.
  private static func weight(of key: Int, in row: AttentionRow) -> Float? {
    zip(row.keys, row.weights).reduce(nil) { sum, entry in
      entry.0 == key ? (sum ?? 0) + entry.1 : sum
    }
  }

  /// The weight of each token; all tokens that one key sums up have the key's, and those around a
  /// point their share of it.
  static func spread(
    _ keys: [(place: AttentionPattern.KeySpace.Place, weight: Float)], on grid: TokenGrid
  ) -> [Float] {
    var weights = [Float](repeating: 0, count: grid.count)
    for (place, weight) in keys {
      for (token, share) in place.tokens(on: grid) { weights[token] += weight * Float(share) }
    }
    return weights
  }
}
