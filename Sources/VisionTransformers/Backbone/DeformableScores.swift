import Tensors

/// Scores computed anew from the queries, keys and points that a run has kept.
struct DeformableScores: AttentionScores {
  let qkv: Matrix
  let points: Matrix
  let positions: DisplacementTable
  let width: Int
  let headWidth: Int
  let scale: Float
  /// For each head, the columns of its points.
  let columns: [Range<Int>]

  func scores(
    of query: Int, head: Int, keys: [Int], in branch: AttentionPattern.Branch
  ) -> [Float] {
    let channels = head * headWidth..<(head + 1) * headWidth
    let products = Tensors.scores(
      of: query, queries: qkv.columns(channels),
      keys: qkv.columns(width + channels.lowerBound..<width + channels.upperBound),
      to: TokenList(keys), scale: scale)
    let terms = terms(of: query, head: head)
    return zip(keys, products).map { terms[$0] + $1 }
  }

  /// The terms for the points of this run, which follow from the picture.
  func positionTerms(
    of query: Int, head: Int, keys: [Int], in branch: AttentionPattern.Branch
  ) -> [Float]? {
    let terms = terms(of: query, head: head)
    return keys.map { terms[$0] }
  }

  private func terms(of query: Int, head: Int) -> [Float] {
    positions.terms(of: query, head: head, points: points.columns(columns[head]))
  }
}
