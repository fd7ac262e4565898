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
    let order = TokenOrder(count: heads.count * tokens)
    arrange(order, heads: heads.count, leafSize: leafSize, in: workspace) { heads[$0] }
    return trees(in: order, heads: heads.count, leafSize: leafSize)
  }

  /// The trees of an order that ``arrange(_:heads:leafSize:in:features:)`` has filled.
  static func trees(in order: TokenOrder, heads: Int, leafSize: Int) -> [ClusterTree] {
    let tokens = order.count / heads
    return (0..<heads).map { head in
      ClusterTree(
        leaves: (head * tokens..<(head + 1) * tokens).map { order[$0] }, leafSize: leafSize)
    }
  }

  /// Clusters the tokens of each head without making trees.
  ///
  /// - Parameters:
  ///   - order: All tokens of each head, head after head, leaf after leaf when this returns.
  ///   - heads: How many heads there are.
  ///   - leafSize: Tokens in a cluster of the last level.
  ///   - workspace: Threads and scratch memory.
  ///   - features: `[tokens, channels]` of a head, not normalised.
  static func arrange(
    _ order: TokenOrder, heads: Int, leafSize: Int, in workspace: Workspace,
    features: (_ head: Int) -> Matrix
  ) {
    let (tokens, threads) = (order.count / heads, workspace.pool.threads)
    for index in 0..<order.count { order[index] = index % tokens }
    let wantedGroups = threads == 1 ? 1 : groupsPerThread * threads
    var size = tokens
    while size > leafSize {
      let groups = order.count / size
      let smaller = groups < wantedGroups ? size / 2 : leafSize
      workspace.forTasks(groups, .clustering) { group, memory in
        arrangeByClusters(
          order, in: group * size..<(group + 1) * size, of: features(group * size / tokens),
          leafSize: smaller, scratch: memory.attention)
      }
      size = smaller
    }
  }

  /// Groups for each thread before they are halved down to leaves: with more of them threads would end
  /// together more closely, but each halving by itself normalises all queries anew.
  private static let groupsPerThread = 2
}
