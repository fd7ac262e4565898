import CKernels

/// Groups tokens by what they look like into clusters of one size: BOAT's balanced hierarchical
/// clustering (arXiv 2201.13027).
///
/// Each level splits every cluster in two equal halves, by how much closer a token is to one centre
/// than to the other. The halves keep that order, so neighbours across a cut are the most alike.
///
/// - Parameters:
///   - q: [tokens, width]: one head's queries.
///   - leafSize: Tokens in a cluster; the number of tokens is this times a power of two.
///   - scratch: Memory of the calling thread, if it is to be reused.
/// - Returns: Token numbers, cluster by cluster.
public func balancedClusters(
  _ q: Matrix, leafSize: Int = 49, scratch: AttentionScratch = AttentionScratch()
) -> [Int32] {
  let leaves = q.rows / max(leafSize, 1)
  precondition(
    leafSize > 0 && leaves * leafSize == q.rows && leaves.nonzeroBitCount == 1,
    "\(q.rows) tokens are not a power of two times \(leafSize)")
  let order = TokenOrder(count: q.rows)
  for token in 0..<q.rows { order[token] = token }
  arrangeByClusters(order, in: 0..<q.rows, of: q, leafSize: leafSize, scratch: scratch)
  return (0..<q.rows).map { Int32(order[$0]) }
}

/// Orders some tokens by the clusters of ``balancedClusters(_:leafSize:scratch:)``.
///
/// - Parameters:
///   - order: Rows of `q`.
///   - range: Which of them to order: the leaf size times a power of two.
///   - q: [tokens, width]: one head's queries.
///   - leafSize: Tokens in a cluster.
///   - scratch: Memory of the calling thread.
public func arrangeByClusters(
  _ order: TokenOrder, in range: Range<Int>, of q: Matrix, leafSize: Int,
  scratch: AttentionScratch
) {
  let leaves = range.count / max(leafSize, 1)
  precondition(
    leafSize > 0 && leaves * leafSize == range.count && leaves.nonzeroBitCount == 1,
    "\(range.count) tokens are not a power of two times \(leafSize)")
  precondition(
    range.allSatisfy { order[$0] < q.rows }, "the tokens to order are not all in \(q.rows) rows")
  unsafe order.withNumbers(range) { tokens in
    unsafe scratch.withFloats(ck_clusters_scratch(range.count, q.columns)) { scratch in
      unsafe ck_clusters(q.view, leafSize, tokens, range.count, scratch)
    }
  }
}
