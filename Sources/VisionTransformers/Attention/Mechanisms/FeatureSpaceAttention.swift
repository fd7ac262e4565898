/// Tokens attend to tokens that look alike, wherever they are: the feature-space half of BOAT.
///
/// Each head halves its queries again and again (see ``ClusterTree``) until clusters have 49 tokens.
/// A cluster attends to itself and to the 20 tokens of its sibling that are nearest to the cut between
/// the two. The pattern follows from the features, so it is known once a block has run, or from the
/// colours of a picture.
public struct FeatureSpaceAttention: AttentionMechanism {
  public static let name = "feature-space"
  public static let shortName = "feature"
  public static let paper = Paper(
    "BOAT: Bilateral Local Attention Vision Transformer", year: 2022, arXiv: "2201.13027")

  /// What a cluster without a sibling attends to besides itself.
  public enum LoneCluster: String, Hashable, Sendable, CaseIterable {
    /// To its own first tokens again, which is what the reference code computes for a picture that is
    /// given twice.
    case pairDuplicate
    /// To nothing.
    case noOverlap
  }

  /// Tokens in a cluster.
  public var leafSize: Int
  /// Tokens of the sibling that a cluster attends to.
  public var overlap: Int
  public var loneCluster: LoneCluster

  /// - Precondition: `overlap` is in `0...leafSize`.
  public init(leafSize: Int = 49, overlap: Int = 20, loneCluster: LoneCluster = .pairDuplicate) {
    precondition(leafSize >= 1, "a cluster of \(leafSize) tokens is none")
    precondition(
      (0...leafSize).contains(overlap), "clusters of \(leafSize) cannot overlap by \(overlap)")
    self.leafSize = leafSize
    self.overlap = overlap
    self.loneCluster = loneCluster
  }

  public func pattern(for context: BlockContext) throws(ModelError) -> AttentionPattern {
    pattern(of: try trees(for: context), in: context)
  }

  /// The pattern of clusters that are known.
  ///
  /// - Parameters:
  ///   - trees: One for each head, or one for all heads.
  ///   - context: The block.
  /// - Returns: A branch for each tree.
  public func pattern(of trees: [ClusterTree], in context: BlockContext) -> AttentionPattern {
    AttentionPattern(
      on: context.grid, branches: trees.indices.map { branch($0, of: trees, in: context) })
  }

  /// The branch of one tree.
  func branch(
    _ index: Int, of trees: [ClusterTree], in context: BlockContext
  ) -> AttentionPattern.Branch {
    AttentionPattern.Branch(
      "cluster", heads: trees.count == 1 ? 0..<context.heads : index..<index + 1,
      groups: groups(of: trees[index]))
  }

  private func groups(of tree: ClusterTree) -> [AttentionPattern.Group] {
    tree.leaves.enumerated().map { leaf, tokens in
      .init(queries: Array(tokens), keys: Array(tokens) + overlap(ofLeaf: leaf, in: tree))
    }
  }

  /// The tokens that a leaf attends to besides its own: those of its sibling that are nearest to the cut
  /// between the two.
  ///
  /// A leaf without a sibling has its own first tokens, or none: see ``LoneCluster``.
  ///
  /// - Parameters:
  ///   - leaf: A leaf, counted from the left.
  ///   - tree: The clusters of a head.
  /// - Returns: Tokens in the order of the cut.
  public func overlap(ofLeaf leaf: Int, in tree: ClusterTree) -> ArraySlice<Int> {
    guard tree.depth > 0 else {
      return loneCluster == .noOverlap ? [] : tree.leaves[0].prefix(overlap)
    }
    let sibling = tree.tokens(ofLeaf: leaf ^ 1)
    return leaf % 2 == 0 ? sibling.prefix(overlap) : sibling.suffix(overlap)
  }

  public func attends(_ query: Int, _ key: Int, branch: Int, in context: BlockContext) -> Bool {
    guard let tree = try? trees(for: context)[branch] else { return false }
    let (leaf, keyLeaf) = (tree.leaf(of: query), tree.leaf(of: key))
    if keyLeaf == leaf { return true }
    guard keyLeaf / 2 == leaf / 2 else { return false }
    let distanceFromCut = keyLeaf > leaf ? tree.rank(of: key) : leafSize - 1 - tree.rank(of: key)
    return distanceFromCut < overlap
  }

  /// Each head clusters its own features, unless all share the same.
  public func branch(ofHead head: Int, in context: BlockContext) -> Int {
    guard context.grid.count > leafSize, let features = context.features else { return 0 }
    return features.headCount == 1 ? 0 : head
  }

  public func reason(for query: Int, in context: BlockContext) -> String {
    guard let trees = try? trees(for: context), let tree = trees.first else {
      return "tokens alike: needs a picture or a run"
    }
    if tree.depth == 0 {
      return "all \(context.grid.count) tokens"
        + (loneCluster == .pairDuplicate ? ", the first \(overlap) twice" : "")
    }
    guard trees.count == 1 else {
      return "\(leafSize) tokens alike + \(overlap) across the cut, for each head"
    }
    let leaf = tree.leaf(of: query)
    return "\(leafSize) tokens alike (cluster \(leaf)) + \(overlap) of cluster \(leaf ^ 1)"
  }

  public func nominalPairCount(in context: BlockContext) throws(ModelError) -> Int {
    let depth = try depth(on: context.grid)
    let keys = depth == 0 && loneCluster == .noOverlap ? leafSize : leafSize + overlap
    return context.heads * context.grid.count * keys
  }

  public func fit(on grid: TokenGrid) throws(ModelError) -> GridFit {
    let depth = try depth(on: grid)
    return GridFit(
      GridFit.count(1 << depth, "cluster") + " of \(leafSize), "
        + (depth == 0 ? "never halved" : "halved \(GridFit.count(depth, "time"))"))
  }

  /// The one cluster of a grid that has no more tokens than a leaf; `nil` for a larger grid.
  ///
  /// - Throws: ``ModelError/notBalanced(tokens:clusterSize:nearestGrids:)`` for a grid whose tokens do
  ///   not halve into leaves.
  func loneTree(on grid: TokenGrid) throws(ModelError) -> ClusterTree? {
    guard try depth(on: grid) == 0 else { return nil }
    return ClusterTree(leaves: Array(0..<grid.count), leafSize: leafSize)
  }

  /// The clusters of each head, or of all heads.
  private func trees(for context: BlockContext) throws(ModelError) -> [ClusterTree] {
    let count = context.grid.count
    if let lone = try loneTree(on: context.grid) { return [lone] }
    guard let features = context.features else { throw .featuresNeeded(mechanism: Self.name) }
    precondition(
      features.tokenCount == count, "\(features.tokenCount) tokens do not fill \(context.grid)")
    precondition(
      features.headCount == 1 || features.headCount == context.heads,
      "features of \(features.headCount) heads do not serve \(context.heads)")
    return features.clusters(leafSize: leafSize)
  }

  /// How often the tokens of a grid are halved.
  ///
  /// - Throws: ``ModelError/notBalanced(tokens:clusterSize:nearestGrids:)`` where they do not halve
  ///   into leaves.
  func depth(on grid: TokenGrid) throws(ModelError) -> Int {
    if let depth = ClusterTree.depth(tokens: grid.count, leafSize: leafSize) { return depth }
    throw .notBalanced(
      tokens: grid.count, clusterSize: leafSize, nearestGrids: grid.nearest(halvingTo: leafSize))
  }
}
