import Testing
import VisionTransformers

@Suite struct AttentionPatternTests {
  @Test func aGroupIsFoundByEachOfItsQueries() throws {
    let pattern = try MechanismCatalog.pattern("pale", side: 14)
    for branch in pattern.branches {
      for (place, group) in branch.groups.enumerated() {
        #expect(group.queries.allSatisfy { branch.groupIndex(ofQuery: $0) == place })
      }
      #expect(branch.groupIndex(ofQuery: 196) == nil)
      #expect(branch.group(ofQuery: -1) == nil)
    }
  }

  @Test func prefixTokensAreQueriesToo() throws {
    let context = BlockContext(grid: TokenGrid(rows: 2, columns: 3), heads: 1)
    let pattern = try GlobalAttention(prefixCount: 2).pattern(for: context)
    #expect(pattern.branches[0].group(ofQuery: -2)?.keys == [-1, -2, 0, 1, 2, 3, 4, 5])
    #expect(pattern.branches[0].group(ofQuery: -3) == nil)
  }

  @Test func tokensThatNoGroupHasAreNoQueries() {
    let branch = AttentionPattern.Branch(
      "all", heads: 0..<1, groups: [.init([2]), .init(queries: [5], keys: [0, 1])])
    #expect((0..<7).map { branch.groupIndex(ofQuery: $0) } == [nil, nil, 0, nil, nil, 1, nil])
    #expect(AttentionPattern.Branch("all", heads: 0..<1, groups: []).group(ofQuery: 0) == nil)
  }

  @Test func patternsAreEqualWhenTheirGroupsAre() throws {
    let grid = TokenGrid(rows: 14, columns: 14)
    let context = BlockContext(grid: grid, heads: 2)
    let once = try PaleShapedAttention(rows: 7, columns: 7).pattern(for: context)
    let again = try PaleShapedAttention(rows: 7, columns: 7).pattern(for: context)
    let other = try PaleShapedAttention(rows: 14, columns: 7).pattern(for: context)
    #expect(once == again)
    #expect(once != other)
  }

  /// Pairs of one head on `side²` tokens, by the formulas of the papers.
  @Test(arguments: [56, 28, 14, 7])
  func pairCountsAreThoseOfTheFormulas(_ side: Int) throws {
    let tokens = side * side
    let stripe = [56: 1, 28: 2, 14: 7, 7: 7][side, default: 0]
    let keys = [
      "global": tokens, "window": 49, "shuffle": 49, "axial": side, "pale": 7 * side,
      "cross-shaped": stripe * side, "feature-space": 69,
    ]
    for (name, keys) in keys {
      let context = ExampleFeatures.context(side, side)
      let mechanism = try MechanismCatalog.mechanism(named: name, on: context.grid)
      #expect(try mechanism.pattern(for: context).pairCount == 4 * tokens * keys, "\(name)")
      #expect(try mechanism.nominalPairCount(in: context) == 4 * tokens * keys, "\(name)")
    }
  }

  @Test func shiftedWindowsComputeFewerPairsThanPapersCount() throws {
    let context = BlockContext(grid: TokenGrid(rows: 14, columns: 14), heads: 3)
    let mechanism = ShiftedWindowAttention(size: 7, shift: 3)
    #expect(try mechanism.nominalPairCount(in: context) == 3 * 196 * 49)
    let bands = 3 * 3 + 7 * 7 + 4 * 4
    #expect(try mechanism.pattern(for: context).pairCount == 3 * bands * bands)
  }

  @Test func papersCountPaddedWindowsInFull() throws {
    let context = BlockContext(grid: TokenGrid(rows: 12, columns: 10), heads: 1)
    #expect(try WindowAttention(size: 7).nominalPairCount(in: context) == 196 * 49)
    #expect(try WindowAttention(size: 7).pattern(for: context).pairCount == 120 * 49)
  }

  @Test func nominalCountsOfClustersNeedNoFeatures() throws {
    let context = BlockContext(grid: TokenGrid(rows: 56, columns: 56), heads: 3)
    #expect(try FeatureSpaceAttention().nominalPairCount(in: context) == 3 * 3136 * 69)
    let last = BlockContext(grid: TokenGrid(rows: 7, columns: 7), heads: 24)
    #expect(
      try FeatureSpaceAttention(loneCluster: .noOverlap).nominalPairCount(in: last) == 24 * 49 * 49)
  }

  @Test func tokensOfAGroupLieAsTheReferenceLaysThem() throws {
    let context = BlockContext(grid: TokenGrid(rows: 4, columns: 4), heads: 2)
    func first(_ mechanism: some AttentionMechanism) throws -> [[Int]] {
      try mechanism.pattern(for: context).branches.map { $0.groups[0].keys }
    }
    #expect(try first(WindowAttention(size: 2)) == [[0, 1, 4, 5]])
    #expect(try first(ShuffleAttention(size: 2)) == [[0, 2, 8, 10]])
    #expect(try first(AxialAttention()) == [[0, 4, 8, 12], [0, 1, 2, 3]])
    #expect(
      try first(CrossShapedWindowAttention(stripeWidth: 2)) == [
        [0, 1, 4, 5, 8, 9, 12, 13], [0, 1, 2, 3, 4, 5, 6, 7],
      ])
    #expect(
      try first(PaleShapedAttention(rows: 2, columns: 2)) == [
        [0, 1, 2, 3, 8, 9, 10, 11], [0, 2, 4, 6, 8, 10, 12, 14],
      ])
  }

  @Test func paddedWindowsHaveRealQueriesAndPaddedKeys() throws {
    let context = BlockContext(grid: TokenGrid(rows: 3, columns: 3), heads: 1)
    let branch = try WindowAttention(size: 2).pattern(for: context).branches[0]
    #expect(branch.keySpace == .padded(TokenGrid(rows: 4, columns: 4)))
    #expect(
      branch.groups == [
        .init(queries: [0, 1, 3, 4], keys: [0, 1, 4, 5]),
        .init(queries: [2, 5], keys: [2, 3, 6, 7]),
        .init(queries: [6, 7], keys: [8, 9, 12, 13]),
        .init(queries: [8], keys: [10, 11, 14, 15]),
      ])
  }

  @Test func windowsOfPaddingAloneAreLeftOut() throws {
    let context = BlockContext(grid: TokenGrid(rows: 8, columns: 8), heads: 1)
    let branch = try ShiftedWindowAttention(size: 7, shift: 3).pattern(for: context).branches[0]
    #expect(branch.groups.count == 4)
    #expect(branch.groups.map(\.queries.count) == [9, 15, 15, 25])
    #expect(branch.groups.map(\.keys.count) == [9, 21, 21, 49])
  }

  @Test(arguments: [
    (56, 56, 1), (28, 28, 2), (14, 14, 7), (7, 7, 7), (5, 5, 5), (12, 12, 6), (11, 11, 1),
    (56, 28, 2), (14, 21, 7), (13, 5, 1),
  ])
  func usualStripesFitTheGrid(_ rows: Int, _ columns: Int, _ width: Int) throws {
    let mechanism = try MechanismCatalog.mechanism(
      named: "cross-shaped", on: TokenGrid(rows: rows, columns: columns))
    #expect((mechanism as? CrossShapedWindowAttention)?.stripeWidth == width)
  }

  @Test func extentAndShiftReachTheMechanism() throws {
    let grid = TokenGrid(rows: 12, columns: 12)
    func make(_ name: String, _ extent: Int?, _ shift: Int?) throws -> any AttentionMechanism {
      try MechanismCatalog.mechanism(named: name, on: grid, extent: extent, shift: shift)
    }
    #expect((try make("window", 4, nil) as? WindowAttention)?.size == 4)
    let usual = try #require(try make("shifted-window", 12, nil) as? ShiftedWindowAttention)
    #expect(usual.size == 12 && usual.shift == 6)
    let given = try #require(try make("shifted-window", nil, 4) as? ShiftedWindowAttention)
    #expect(given.size == 7 && given.shift == 4)
    #expect((try make("shuffle", 3, nil) as? ShuffleAttention)?.size == 3)
    let pale = try #require(try make("pale", 6, nil) as? PaleShapedAttention)
    #expect(pale.rows == 6 && pale.columns == 6)
    #expect((try make("cross-shaped", 3, nil) as? CrossShapedWindowAttention)?.stripeWidth == 3)
  }
}
