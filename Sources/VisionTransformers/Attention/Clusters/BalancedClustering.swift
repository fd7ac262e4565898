import Tensors

/// Balanced hierarchical clustering as in the code of BOAT (arXiv 2201.13027): groups of `2m` tokens
/// are split into two of exactly `m`, again and again.
///
/// A group is split about two centres. They start as the mean directions of the group's first and
/// second half, and are refined twice, each time as the mean of all tokens weighted by a sharp softmax
/// over the cosine similarities `s₀` and `s₁`. Then the tokens are sorted by `(s₀ + 1) / (s₁ + 1)`,
/// ascending and stable, and cut in the middle. ``Tensors/balancedClusters(_:leafSize:scratch:)`` does
/// that; here it is shared out among threads.
enum BalancedClustering {
  /// Clusters the tokens of one head.
  ///
  /// - Parameters:
  ///   - features: `[tokens, channels]`, not normalised.
  ///   - leafSize: Tokens in a cluster of the last level.
  /// - Returns: The clusters of every level.
  /// - Precondition: The number of tokens is `leafSize` times a power of two.
  /// - Complexity: O(tokens × channels × levels), and as many sorts of all tokens as levels.
  static func tree(of features: Matrix, leafSize: Int) -> ClusterTree {
    ClusterTree(
      leaves: balancedClusters(features, leafSize: leafSize).map(Int.init), leafSize: leafSize)
  }

  /// Clusters the tokens of each head, all heads at the same time.
  ///
  /// A thread takes a group and halves it down to leaves. While there are too few groups for the
  /// threads to share evenly, a group is halved only once, which makes twice as many. A group's
  /// halves depend on nothing but the group, so the clusters do not depend on the threads.
  ///
  /// - Parameters:
  ///   - heads: `[tokens, channels]` for each head, not normalised.
  ///   - leafSize: Tokens in a cluster of the last level.
  ///   - workspace: Threads and scratch memory.
  /// - Returns: One tree for each head.
  static func trees(
    of heads: [Matrix], leafSize: Int, in workspace: Workspace
  ) -> [ClusterTree] {
    guard let tokens = heads.first?.rows else { return [] }
    let threads = workspace.pool.threads
    let wantedGroups = threads == 1 ? 1 : groupsPerThread * threads
    var orders = heads.map { _ in Array(0..<Int32(tokens)) }
    var size = tokens
    while size > leafSize {
      let groups = heads.count * (tokens / size)
      let smaller = groups < wantedGroups ? size / 2 : leafSize
      orders = split(orders, of: heads, from: size, to: smaller, in: workspace)
      size = smaller
    }
    return workspace.map(heads.count, .attention) { [orders] head, _ in
      ClusterTree(leaves: orders[head].map(Int.init), leafSize: leafSize)
    }
  }

  /// With so many groups for each thread, one thread's last group is a small part of the whole.
  private static let groupsPerThread = 4

  /// Splits all groups of `size` tokens into groups of `smaller`.
  private static func split(
    _ orders: [[Int32]], of heads: [Matrix], from size: Int, to smaller: Int,
    in workspace: Workspace
  ) -> [[Int32]] {
    let groupsPerHead = orders[0].count / size
    let groups = workspace.map(heads.count * groupsPerHead, .attention) { task, memory in
      let head = task / groupsPerHead
      let first = task % groupsPerHead * size
      let group = Array(orders[head][first..<first + size])
      let features = rows(group, of: heads[head], in: memory)
      return balancedClusters(features, leafSize: smaller, scratch: memory.attention)
        .map { group[Int($0)] }
    }
    return heads.indices.map { head in
      Array(groups[head * groupsPerHead..<(head + 1) * groupsPerHead].joined())
    }
  }

  /// The features of a group's tokens, in the group's order.
  private static func rows(_ group: [Int32], of features: Matrix, in memory: WorkerMemory) -> Matrix
  {
    if group.count == features.rows { return features }
    let rows = memory.scratch(.gathered, rows: group.count, columns: features.columns)
    gatherRows(features, TokenList(group), partsPerRow: 1, into: rows)
    return rows
  }
}
