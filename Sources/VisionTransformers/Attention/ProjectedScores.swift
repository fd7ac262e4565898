import Tensors

/// Scores computed anew from the queries and keys that a run has kept.
struct ProjectedScores: AttentionScores {
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
    if let bias {
      let place = places.place(ofQuery: query)
      for (index, key) in keys.enumerated() {
        scores[index] += bias.value(place, places.place(ofKey: key), head: head)
      }
    }
    return scores
  }

  private func row(_ memoryRow: Int) -> Int { places.map { Int($0[memoryRow]) } ?? memoryRow }
}
