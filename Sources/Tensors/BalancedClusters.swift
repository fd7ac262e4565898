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
  return unsafe [Int32](unsafeUninitializedCapacity: q.rows) { order, count in
    count = q.rows
    guard let start = order.baseAddress else { return }
    unsafe scratch.withFloats(ck_clusters_scratch(q.rows, q.columns)) { scratch in
      unsafe ck_clusters(q.view, leafSize, start, scratch)
    }
  }
}
