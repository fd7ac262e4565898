import Testing
import VisionTransformers

/// Clusters of features that a formula gives, against those of the reference code.
@Suite struct BalancedClusteringTests {
  struct Leaf: Sendable {
    var first: [Int]
    var last: [Int]
    /// Of all 49 tokens, of the first 20, of the last 20.
    var sums: (all: Int, first: Int, last: Int)
  }

  static let leavesOf196 = [
    Leaf(first: [118, 126, 105, 94], last: [33, 73, 54, 43], sums: (4640, 2034, 1735)),
    Leaf(first: [30, 17, 177, 89], last: [40, 187, 115, 86], sums: (5070, 2187, 1840)),
    Leaf(first: [77, 123, 79, 20], last: [88, 36, 101, 80], sums: (4586, 1961, 1994)),
    Leaf(first: [14, 21, 70, 108], last: [87, 121, 163, 166], sums: (4814, 1755, 2329)),
  ]

  static let leavesOf784 = [
    Leaf(first: [348, 133, 35, 654], last: [63, 489, 263, 573], sums: (20938, 9062, 8295)),
    Leaf(first: [288, 780, 467, 362], last: [424, 9, 401, 601], sums: (20506, 8475, 8321)),
    Leaf(first: [519, 415, 608, 496], last: [132, 53, 123, 706], sums: (18326, 8295, 6830)),
    Leaf(first: [548, 119, 536, 214], last: [19, 231, 444, 265], sums: (18943, 8456, 7916)),
    Leaf(first: [710, 315, 109, 307], last: [523, 756, 179, 252], sums: (20100, 8107, 7998)),
    Leaf(first: [149, 244, 626, 55], last: [470, 779, 262, 776], sums: (19296, 7834, 8635)),
    Leaf(first: [280, 463, 690, 271], last: [683, 584, 537, 571], sums: (20787, 8906, 8899)),
    Leaf(first: [188, 774, 618, 491], last: [185, 174, 466, 558], sums: (19873, 7231, 8382)),
    Leaf(first: [755, 245, 251, 749], last: [513, 17, 99, 487], sums: (18769, 8548, 6177)),
    Leaf(first: [310, 117, 547, 416], last: [98, 217, 447, 43], sums: (18707, 7729, 7500)),
    Leaf(first: [192, 91, 275, 173], last: [691, 1, 353, 623], sums: (19381, 7884, 7930)),
    Leaf(first: [392, 189, 322, 360], last: [456, 257, 663, 62], sums: (19562, 8086, 8256)),
    Leaf(first: [161, 164, 27, 167], last: [465, 381, 172, 453], sums: (19584, 7613, 8220)),
    Leaf(first: [549, 18, 157, 47], last: [76, 198, 391, 68], sums: (16491, 5695, 7394)),
    Leaf(first: [540, 451, 746, 551], last: [204, 105, 323, 722], sums: (19082, 10084, 6040)),
    Leaf(first: [585, 16, 159, 22], last: [488, 83, 586, 692], sums: (16591, 5384, 7664)),
  ]

  @Test(arguments: [(196, 4, leavesOf196), (784, 8, leavesOf784)])
  func leavesAreThoseOfTheReference(_ tokens: Int, _ channels: Int, _ expected: [Leaf]) throws {
    let tree = tree(tokens: tokens, channels: channels)
    try #require(tree.leafCount == expected.count)
    for (found, expected) in zip(tree.leaves, expected) {
      #expect(Array(found.prefix(4)) == expected.first)
      #expect(Array(found.suffix(4)) == expected.last)
      #expect(found.reduce(0, +) == expected.sums.all)
      #expect(found.prefix(20).reduce(0, +) == expected.sums.first)
      #expect(found.suffix(20).reduce(0, +) == expected.sums.last)
    }
  }

  @Test func everyLevelHalvesTheClustersOfTheLevelAbove() {
    let tree = tree(tokens: 784, channels: 8)
    #expect(tree.depth == 4)
    #expect(tree.leafSize == 49)
    #expect(tree.clusters(atLevel: 0).map(Set.init) == [Set(0..<784)])
    for level in 0..<tree.depth {
      let (parents, children) = (tree.clusters(atLevel: level), tree.clusters(atLevel: level + 1))
      #expect(children.count == 2 * parents.count)
      for (place, parent) in parents.enumerated() {
        #expect(Set(parent) == Set(children[2 * place] + children[2 * place + 1]))
      }
    }
  }

  @Test func theTreeKnowsWhereATokenIs() {
    let tree = tree(tokens: 784, channels: 8)
    for level in 0...tree.depth {
      for (place, cluster) in tree.clusters(atLevel: level).enumerated() {
        #expect(cluster.allSatisfy { tree.cluster(of: $0, atLevel: level) == place })
      }
    }
    #expect(tree.leaf(of: 348) == 0)
    #expect(tree.rank(of: 348) == 0)
    #expect(tree.leaf(of: 692) == 15)
    #expect(tree.rank(of: 692) == 48)
  }

  @Test func tokensThatAreAlikeKeepTheirOrder() {
    let features = TokenFeatures(
      source: .picture, channels: 3, heads: [[Float](repeating: 0.5, count: 196 * 3)])
    #expect(features.clusters(leafSize: 49)[0].tokens == Array(0..<196))
  }

  @Test func tokensWithoutAnyFeatureAreNoTrouble() {
    let features = TokenFeatures(
      source: .picture, channels: 3, heads: [[Float](repeating: 0, count: 98 * 3)])
    #expect(features.clusters(leafSize: 49)[0].tokens == Array(0..<98))
  }

  @Test func eachHeadHasClustersOfItsOwn() throws {
    let context = ExampleFeatures.context(14, 14, heads: 3)
    let pattern = try FeatureSpaceAttention().pattern(for: context)
    #expect(pattern.branches.map(\.heads) == [0..<1, 1..<2, 2..<3])
    #expect(pattern.branches[0].groups != pattern.branches[1].groups)
  }

  @Test func headsThatGoByTheSameFeaturesShareABranch() throws {
    let grid = TokenGrid(rows: 14, columns: 14)
    let context = BlockContext(
      grid: grid, heads: 3, features: ExampleFeatures.heads(1, on: grid))
    let pattern = try FeatureSpaceAttention().pattern(for: context)
    #expect(pattern.branches.map(\.heads) == [0..<3])
  }

  @Test func aClusterAlsoAttendsToTheTokensOfItsSiblingNearTheCut() throws {
    let grid = TokenGrid(rows: 14, columns: 14)
    let context = BlockContext(
      grid: grid, heads: 1, features: ExampleFeatures.heads(1, on: grid))
    let groups = try FeatureSpaceAttention().pattern(for: context).branches[0].groups
    #expect(groups.allSatisfy { $0.queries.count == 49 && $0.keys.count == 69 })
    #expect(groups.allSatisfy { Array($0.keys.prefix(49)) == $0.queries })
    #expect(Array(groups[0].keys.suffix(20)) == Array(groups[1].queries.prefix(20)))
    #expect(Array(groups[1].keys.suffix(20)) == Array(groups[0].queries.suffix(20)))
    #expect(groups[2].keys.suffix(20).reduce(0, +) == 1755)
    #expect(groups[3].keys.suffix(20).reduce(0, +) == 1994)
  }

  @Test func aLoneClusterAttendsToItsFirstTokensTwiceAsTheReferenceDoes() throws {
    let context = ExampleFeatures.context(7, 7, heads: 2)
    let twice = try FeatureSpaceAttention().pattern(for: context)
    #expect(twice.branches[0].groups[0].keys == Array(0..<49) + Array(0..<20))
    let once = try FeatureSpaceAttention(loneCluster: .noOverlap).pattern(for: context)
    #expect(once.branches[0].groups[0].keys == Array(0..<49))
    #expect(ReceptiveField(of: 5, in: twice) == ReceptiveField(of: 5, in: once))
  }

  @Test func clustersThatAreKnownAreNotComputedAgain() throws {
    let grid = TokenGrid(rows: 14, columns: 14)
    let leaves = Array((0..<196).reversed())
    let features = TokenFeatures(
      source: .run, channels: 4, heads: [ExampleFeatures.values(tokens: 196, channels: 4)],
      clusters: [ClusterTree(leaves: leaves, leafSize: 49)])
    let context = BlockContext(grid: grid, heads: 2, features: features)
    let groups = try FeatureSpaceAttention().pattern(for: context).branches[0].groups
    #expect(groups.flatMap(\.queries) == leaves)
    #expect(FeatureSpaceAttention().attends(195, 147, branch: 0, in: context))
    #expect(FeatureSpaceAttention().attends(195, 146, branch: 0, in: context))
    #expect(FeatureSpaceAttention().attends(195, 127, branch: 0, in: context))
    #expect(!FeatureSpaceAttention().attends(195, 126, branch: 0, in: context))
  }

  private func tree(tokens: Int, channels: Int) -> ClusterTree {
    let features = TokenFeatures(
      source: .run, channels: channels,
      heads: [ExampleFeatures.values(tokens: tokens, channels: channels)])
    return features.clusters(leafSize: 49)[0]
  }
}
