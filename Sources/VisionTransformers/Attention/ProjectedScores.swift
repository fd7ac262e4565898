import Tensors

/// Scores computed anew from the queries and keys that a run has kept.
struct ProjectedScores: AttentionScores {
  /// Queries, then keys, of all heads; columns behind them are not read.
  let qkv: Matrix
  let width: Int
  let headWidth: Int
  let scale: Float
  let bias: RelativePositionBias?
  let pattern: AttentionPattern
  /// For each row of the network's memory, which row of ``qkv`` its token has, where they differ.
  var places: [Int32]?

  func scores(
    of query: Int, head: Int, keys: [Int], in branch: AttentionPattern.Branch
  ) -> [Float] {
    let places = KeyPlaces(branch, of: pattern)
    let channels = head * headWidth..<(head + 1) * headWidth
    var scores = Tensors.scores(
      of: row(places.memoryRow(ofQuery: query)), queries: qkv.columns(channels),
      keys: qkv.columns(width + channels.lowerBound..<width + channels.upperBound),
      to: TokenList(keys.map { row(places.memoryRow(of: $0)) }), scale: scale)
    if let terms = positionTerms(of: query, head: head, keys: keys, in: branch) {
      for index in scores.indices { scores[index] += terms[index] }
    }
    return scores
  }

  private func row(_ memoryRow: Int) -> Int { places.map { Int($0[memoryRow]) } ?? memoryRow }

  func positionTerms(
    of query: Int, head: Int, keys: [Int], in branch: AttentionPattern.Branch
  ) -> [Float]? {
    guard let bias else { return nil }
    let places = KeyPlaces(branch, of: pattern)
    let place = places.place(ofQuery: query)
    return keys.map { bias.value(place, places.place(ofKey: $0), head: head) }
  }

  func write(
    scoresOf queries: [Int], head: Int, keys: [Int], in branch: AttentionPattern.Branch,
    into scores: Matrix, scratch: AttentionScratch
  ) {
    let places = KeyPlaces(branch, of: pattern)
    let channels = head * headWidth..<(head + 1) * headWidth
    Tensors.scores(
      of: TokenList(queries.map { row(places.memoryRow(ofQuery: $0)) }),
      queries: qkv.columns(channels),
      keys: qkv.columns(width + channels.lowerBound..<width + channels.upperBound),
      to: TokenList(keys.map { row(places.memoryRow(of: $0)) }), scale: scale, into: scores,
      scratch: scratch)
    guard let bias else { return }
    let queryPlaces = queries.map(places.place(ofQuery:))
    for (row, key) in keys.enumerated() {
      let place = places.place(ofKey: key)
      for column in queries.indices {
        scores[row, column] += bias.value(queryPlaces[column], place, head: head)
      }
    }
  }
}
