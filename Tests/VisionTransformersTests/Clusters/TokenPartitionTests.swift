import Testing
import VisionTransformers

/// Groups of tokens, whoever made them.
@Suite struct TokenPartitionTests {
  private let grid = TokenGrid(rows: 14, columns: 14)

  @Test("The levels of a tree are groups of one size, each half as large as those above")
  func levelsHalve() {
    let tree = ExampleFeatures.heads(1, on: grid).clusters(leafSize: 49)[0]
    for (level, sizes) in [[196], [98, 98], [49, 49, 49, 49]].enumerated() {
      let partition = TokenPartition(tree, level: level)
      #expect(partition.sizes == sizes)
      for (group, tokens) in tree.clusters(atLevel: level).enumerated() {
        #expect(partition.tokens(in: group) == tokens.sorted())
      }
    }
  }

  @Test("Windows are numbered row by row, and cut where they do not fill the grid")
  func windowsAreNumbered() {
    let windows = TokenPartition(windowsOf: 7, on: TokenGrid(rows: 9, columns: 14))
    #expect(windows.sizes == [49, 49, 14, 14])
    #expect(windows.labels[0] == 0)
    #expect(windows.labels[7] == 1)
    #expect(windows.labels[7 * 14] == 2)
    #expect(windows.labels.last == 3)
  }

  @Test("Purity is 1 for parts of windows, and a window's share for one group of all")
  func purityAtItsEnds() {
    let windows = TokenPartition(windowsOf: 7, on: grid)
    let parts = TokenPartition(windowsOf: 1, on: grid)
    let all = TokenPartition(labels: Array(repeating: 0, count: 196), groupCount: 1)
    #expect(windows.purity(against: windows) == 1)
    #expect(parts.purity(against: windows) == 1)
    #expect(all.purity(against: windows) == 0.25)
  }

  /// Groups 0 and 1 share 3 + 2 tokens with their best windows, of 8.
  @Test("Purity counts, of each group, the tokens in its commonest window")
  func purityInBetween() {
    let groups = TokenPartition(labels: [0, 0, 0, 0, 1, 1, 1, 1], groupCount: 2)
    let windows = TokenPartition(labels: [0, 0, 0, 1, 1, 1, 2, 2], groupCount: 3)
    #expect(groups.purity(against: windows) == 5.0 / 8)
  }

  @Test("Groups of unlike sizes cost more pairs, and more still when filled up to the largest")
  func unlikeSizesCostMore() {
    let even = TokenPartition(labels: [0, 0, 1, 1, 2, 2], groupCount: 3)
    let uneven = TokenPartition(labels: [0, 0, 0, 0, 1, 3], groupCount: 4)
    #expect(even.pairCount == 12)
    #expect(even.paddedPairCount == 12)
    #expect(uneven.sizes == [4, 1, 0, 1])
    #expect(uneven.pairCount == 18)
    #expect(uneven.paddedPairCount == 48)
  }

  @Test("Likeness is 1 where groups point one way, and falls as directions part")
  func likenessIsACosine() {
    let features = TokenFeatures(
      source: .run, channels: 2, heads: [[1, 0, 3, 0, 0, 1, 0, 2], [1, 0, 1, 0, 1, 0, 1, 0]])
    let apart = TokenPartition(labels: [0, 0, 1, 1], groupCount: 2)
    let mixed = TokenPartition(labels: [0, 1, 0, 1], groupCount: 2)
    #expect(apart.likeness(in: features, head: 0) == 1)
    #expect(abs(mixed.likeness(in: features, head: 0) - 0.5.squareRoot()) < 1e-12)
    #expect(mixed.likeness(in: features, head: 1) == 1)
  }

  @Test("The overlap of a leaf is what the pattern has its cluster attend to besides itself")
  func overlapsAreThoseOfThePattern() throws {
    let context = ExampleFeatures.context(14, 28, heads: 2)
    let mechanism = FeatureSpaceAttention()
    let trees = try #require(context.features).clusters(leafSize: 49)
    let pattern = try mechanism.pattern(for: context)
    for (tree, branch) in zip(trees, pattern.branches) {
      for leaf in 0..<tree.leafCount {
        let overlap = mechanism.overlap(ofLeaf: leaf, in: tree)
        #expect(overlap.count == 20)
        #expect(overlap.allSatisfy { tree.leaf(of: $0) == leaf ^ 1 })
        #expect(Array(overlap) == Array(branch.groups[leaf].keys.suffix(20)))
      }
    }
  }
}
