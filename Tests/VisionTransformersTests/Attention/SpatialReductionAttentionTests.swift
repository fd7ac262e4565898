import Testing
import VisionTransformers

/// Keys that each stand for a square of tokens.
@Suite struct SpatialReductionAttentionTests {
  @Test(arguments: [(56, 8), (28, 4), (14, 2), (7, 1), (112, 8), (20, 2), (5, 1)])
  func theUsualReductionLeavesAtLeastSevenBySevenKeys(_ side: Int, _ reduction: Int) throws {
    let grid = TokenGrid(rows: side, columns: side)
    let mechanism = try MechanismCatalog.mechanism(named: "spatial-reduction", on: grid)
    #expect((mechanism as? SpatialReductionAttention)?.reduction == reduction)
  }

  @Test func squaresThatAreNotFullAreDropped() throws {
    let context = BlockContext(grid: TokenGrid(rows: 10, columns: 7), heads: 2)
    let pattern = try SpatialReductionAttention(reduction: 3).pattern(for: context)
    let branch = pattern.branches[0]
    #expect(branch.keySpace.keyGrid(on: context.grid) == TokenGrid(rows: 3, columns: 2))
    let field = ReceptiveField(of: 69, in: pattern)
    #expect(field.count == 54)
    #expect(!field.tokens.contains(69))
    #expect(branch.keySpace.keys(of: 69, on: context.grid).isEmpty)
    #expect(pattern.pairCount == 2 * 70 * 6)
  }

  @Test func aClassTokenIsAQueryAndAKey() throws {
    let context = BlockContext(grid: TokenGrid(rows: 7, columns: 7), heads: 8)
    let mechanism = SpatialReductionAttention(reduction: 1, prefixCount: 1)
    let pattern = try mechanism.pattern(for: context)
    #expect(pattern.pairCount == 8 * 50 * 50)
    #expect(ReceptiveField(of: -1, in: pattern).prefixTokens == [-1])
    #expect(mechanism.attends(-1, -1, branch: 0, in: context))
    #expect(!mechanism.attends(0, -2, branch: 0, in: context))
    #expect(mechanism.reason(for: -1, in: context) == "all 49 tokens and 1 prefix token")
  }

  @Test(arguments: [(56, "49 summaries of 8×8 tokens"), (8, "1 summary of 8×8 tokens")])
  func aReasonCountsTheSummaries(_ side: Int, _ expected: String) {
    let context = BlockContext(grid: TokenGrid(rows: side, columns: side), heads: 1)
    let reason = SpatialReductionAttention(reduction: 8).reason(for: 0, in: context)
    #expect(reason == expected)
  }

  @Test func aGridSmallerThanASquareIsRefused() {
    let context = BlockContext(grid: TokenGrid(rows: 5, columns: 9), heads: 1)
    #expect(throws: ModelError.indivisible(axis: "rows", extent: 5, by: 8, nearest: [8])) {
      try SpatialReductionAttention(reduction: 8).pattern(for: context)
    }
  }
}
