import Tensors

/// Attention inside clusters that a run finds: each leaf attends to itself and to the tokens of its
/// sibling that are nearest to the cut between the two (BOAT, arXiv 2201.13027).
///
/// Leaves of a pair lie one after another, and so do the keys of each: nothing is made for a run.
struct ClusteredAttention: AttentionKernel {
  /// All tokens of each head, head after head, leaf after leaf; more than one leaf a head.
  let order: TokenOrder
  let headCount: Int
  /// Channels of a token.
  let width: Int
  /// What the products of queries and keys are multiplied by.
  let scale: Float
  let leafSize: Int
  /// The rows of a pair of leaves that the left and the right one attend to.
  let keys: (left: TokenList, right: TokenList)

  private var headWidth: Int { width / headCount }
  private var tokenCount: Int { order.count / headCount }
  var inputs: (rows: Int, columns: Int) { (tokenCount, 3 * width) }
  var outputs: (rows: Int, columns: Int) { (tokenCount, width) }

  func columns(ofHead head: Int) -> (queries: Range<Int>, keys: Range<Int>, values: Range<Int>) {
    let (first, end) = (head * headWidth, (head + 1) * headWidth)
    return (first..<end, width + first..<width + end, 2 * width + first..<2 * width + end)
  }

  func outputColumns(ofHead head: Int) -> Range<Int> { head * headWidth..<(head + 1) * headWidth }

  func attend(_ qkv: Matrix, into mixed: Matrix, in workspace: Workspace) {
    workspace.forTasks(order.count / (2 * leafSize), .attention) { pair, memory in
      let range = pair * 2 * leafSize..<(pair + 1) * 2 * leafSize
      attend(
        TokenList(order, range), head: range.lowerBound / tokenCount, qkv, into: mixed, memory)
    }
  }

  /// Attends in two leaves that share a cut, all their keys and values put together once.
  private func attend(
    _ pair: TokenList, head: Int, _ qkv: Matrix, into mixed: Matrix, _ memory: WorkerMemory
  ) {
    let columns = columns(ofHead: head)
    let packed = memory.scratch(.gathered, rows: pair.count, columns: 2 * headWidth)
    let (packedKeys, packedValues) = (
      packed.columns(0..<headWidth), packed.columns(headWidth..<2 * headWidth)
    )
    gatherRows(qkv.columns(columns.keys), pair, partsPerRow: 1, into: packedKeys)
    gatherRows(qkv.columns(columns.values), pair, partsPerRow: 1, into: packedValues)
    let target = mixed.columns(outputColumns(ofHead: head))
    for (leaf, own) in [0..<leafSize, leafSize..<2 * leafSize].enumerated() {
      Tensors.attend(
        queries: qkv.columns(columns.queries), keys: packedKeys, values: packedValues,
        from: pair.slice(own), to: leaf == 0 ? keys.left : keys.right, scale: scale, bias: nil,
        into: target, scratch: memory.attention)
    }
  }
}
