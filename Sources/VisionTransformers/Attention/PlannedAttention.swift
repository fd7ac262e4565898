import Tensors

/// The attention of a plan: queries, keys and values side by side, each head by head.
struct PlannedAttention: AttentionKernel {
  let plan: AttentionPlan
  /// Channels of a token.
  let width: Int
  /// What the products of queries and keys are multiplied by.
  let scale: Float

  var headCount: Int { plan.pattern.heads }
  private var headWidth: Int { width / headCount }
  private var tokenCount: Int { plan.pattern.prefixCount + plan.pattern.grid.count }

  /// One row more than tokens, for the zero tokens beyond the grid.
  var inputs: (rows: Int, columns: Int) { (tokenCount + 1, 3 * width) }
  var outputs: (rows: Int, columns: Int) { (tokenCount, width) }

  func columns(ofHead head: Int) -> (queries: Range<Int>, keys: Range<Int>, values: Range<Int>) {
    let own = outputColumns(ofHead: head)
    func moved(by channels: Int) -> Range<Int> {
      own.lowerBound + channels..<own.upperBound + channels
    }
    return (own, moved(by: width), moved(by: 2 * width))
  }

  func outputColumns(ofHead head: Int) -> Range<Int> { head * headWidth..<(head + 1) * headWidth }

  func attend(_ qkv: Matrix, into mixed: Matrix, in workspace: Workspace) {
    plan.attend(qkv, scale: scale, into: mixed, in: workspace)
  }
}
