import Tensors

/// The attention of DAT once its keys are read: all tokens attend to all keys, with a term for how far
/// a token is from the point where a key was read (arXiv 2201.00520).
struct SampledAttention: AttentionKernel {
  /// Rows of queries, and of keys.
  let tokens: TokenList
  /// Channels of a token.
  let width: Int
  let headCount: Int
  /// What the products of queries and keys are multiplied by.
  let scale: Float
  let positions: DisplacementTable
  /// `[keys, 2 · groups]`: where the keys of each group of heads were read.
  let points: Matrix

  private var headWidth: Int { width / headCount }
  var inputs: (rows: Int, columns: Int) { (tokens.count, 3 * width) }
  var outputs: (rows: Int, columns: Int) { (tokens.count, width) }

  func columns(ofHead head: Int) -> (queries: Range<Int>, keys: Range<Int>, values: Range<Int>) {
    let (first, end) = (head * headWidth, (head + 1) * headWidth)
    return (first..<end, width + first..<width + end, 2 * width + first..<2 * width + end)
  }

  func outputColumns(ofHead head: Int) -> Range<Int> { head * headWidth..<(head + 1) * headWidth }

  /// The columns of the points that a head reads its keys at.
  private func ofGroup(of head: Int) -> Range<Int> {
    let group = head * (points.columns / 2) / headCount
    return 2 * group..<2 * group + 2
  }

  func attend(_ qkv: Matrix, into mixed: Matrix, in workspace: Workspace) {
    workspace.forTasks(headCount, .attention) { head, memory in
      let columns = columns(ofHead: head)
      let bias = positions.bias(
        head: head, points: points.columns(ofGroup(of: head)),
        in: memory.scratch(.hidden, rows: tokens.count, columns: tokens.count),
        scratch: memory.attention)
      Tensors.attend(
        queries: qkv.columns(columns.queries), keys: qkv.columns(columns.keys),
        values: qkv.columns(columns.values), from: tokens, to: tokens, scale: scale, bias: bias,
        into: mixed.columns(outputColumns(ofHead: head)), scratch: memory.attention)
    }
  }
}
