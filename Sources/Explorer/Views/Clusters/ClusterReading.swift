import Images
import VisionTransformers

/// Tokens in groups, and what is to be said of these.
struct ClusterGroups: Sendable {
  let partition: TokenPartition
  /// Mean cosine of tokens with their group's direction.
  let likeness: Double
  /// Part of the tokens in their group's commonest window.
  let purity: Double

  init(_ partition: TokenPartition, _ features: TokenFeatures, head: Int, windows: TokenPartition) {
    self.partition = partition
    likeness = partition.likeness(in: features, head: head)
    purity = partition.purity(against: windows)
  }

  /// The size of groups, or the least and the greatest: `49`, `3 to 131`.
  var sizes: String {
    let filled = partition.sizes.filter { $0 > 0 }
    guard let least = filled.min(), let most = filled.max() else { return NumberText.none }
    return least == most ? "\(least)" : "\(least) to \(most)"
  }

  /// How many groups have tokens.
  var count: Int { partition.sizes.count { $0 > 0 } }
}

/// What k-means made of the same features.
struct KMeansGroups: Sendable {
  let key: ClusterReading.Key
  let groups: ClusterGroups
  let rounds: Int
  let hasSettled: Bool

  /// - Returns: Nothing once it is not wanted any more.
  init?(
    _ key: ClusterReading.Key, _ features: TokenFeatures, windows: TokenPartition,
    isWanted: () -> Bool
  ) {
    guard
      let found = KMeansClustering(
        of: features, head: key.features.head, clusters: 1 << key.level, isWanted: isWanted)
    else { return nil }
    self.key = key
    groups = ClusterGroups(found.partition, features, head: key.features.head, windows: windows)
    (rounds, hasSettled) = (found.rounds, found.hasSettled)
  }
}

/// The clusters of one head at one level, and windows beside them.
struct ClusterReading: Sendable {
  /// What clusters follow from.
  struct Features: Hashable, Sendable {
    let grid: TokenGrid
    let pictureVersion: Int
    /// The block whose queries they are; nothing for the picture's colours.
    let run: CompareLayouts.Key.Run?
    let head: Int
  }

  struct Key: Hashable, Sendable {
    let features: Features
    let level: Int
  }

  let key: Key
  let mechanism: FeatureSpaceAttention
  let tree: ClusterTree
  let source: TokenFeatures.Source
  let headCount: Int
  let channels: Int
  /// What each level makes of the tokens, from one group of all down to the leaves.
  let levels: [ClusterGroups]
  let windows: ClusterGroups

  var balanced: ClusterGroups { levels[key.level] }
  var grid: TokenGrid { key.features.grid }
  var isAtLeaves: Bool { key.level == tree.depth }

  /// Side of the windows that clusters are compared with: as many tokens as a cluster has.
  static let windowSide = 7

  /// - Parameters:
  ///   - key: What is read, whose level is one of the tree's.
  ///   - features: What tokens are compared by.
  ///   - mechanism: How deep the tree goes, and what a leaf sees of its sibling.
  ///   - last: What was read before: its levels serve again where only another of them is wanted.
  init(
    _ key: Key, _ features: TokenFeatures, _ mechanism: FeatureSpaceAttention,
    after last: ClusterReading? = nil
  ) {
    self.key = key
    self.mechanism = mechanism
    let head = key.features.head
    let trees = features.clusters(leafSize: mechanism.leafSize)
    let tree = trees[min(head, trees.count - 1)]
    self.tree = tree
    (source, headCount, channels) = (features.source, features.headCount, features.channels)
    if let last, last.key.features == key.features {
      (levels, windows) = (last.levels, last.windows)
      return
    }
    let windows = TokenPartition(windowsOf: Self.windowSide, on: key.features.grid)
    levels = (0...tree.depth).map { level in
      ClusterGroups(TokenPartition(tree, level: level), features, head: head, windows: windows)
    }
    self.windows = ClusterGroups(windows, features, head: head, windows: windows)
  }

  /// The tokens of the sibling that the cluster of a token attends to; none above the leaves.
  func overlap(of token: Int) -> Set<Int> {
    guard isAtLeaves else { return [] }
    return Set(mechanism.overlap(ofLeaf: tree.leaf(of: token), in: tree))
  }

  /// The halves that one takes on the way down to a token's cluster: `LRRL`.
  func path(to token: Int) -> String {
    (0..<key.level).map { level in
      tree.cluster(of: token, atLevel: level + 1) % 2 == 0 ? "L" : "R"
    }.joined()
  }
}
