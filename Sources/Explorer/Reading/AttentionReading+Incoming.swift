import VisionTransformers

extension AttentionReading {
  /// How others attend to the token.
  ///
  /// - Parameters:
  ///   - incoming: The heads that are shown, in order.
  ///   - grid: How the tokens lie.
  init(incoming: [IncomingAttention], on grid: TokenGrid) {
    var sums: [Int: Float] = [:]
    var own: [Int: [Int: Float]] = [:]
    for (place, head) in incoming.enumerated() {
      for (query, weight) in zip(head.queries, head.weights) {
        sums[query, default: 0] += weight / Float(incoming.count)
        own[query, default: [:]][place] = weight
      }
    }
    var weights = [Float](repeating: 0, count: grid.count)
    for (query, weight) in sums where query >= 0 { weights[query] = weight }
    let order = sums.keys.sorted { (-sums[$0, default: 0], $0) < (-sums[$1, default: 0], $1) }
    statistics = nil
    received = sums.values.reduce(0) { $0 + Double($1) }
    self.weights = weights
    largest = weights.max() ?? 0
    strongest = order.prefix(Self.limit).map { query in
      Key(
        place: query < 0 ? .prefix(query) : .token(query), weight: sums[query, default: 0],
        heads: incoming.indices.map { own[query]?[$0] })
    }
  }
}
