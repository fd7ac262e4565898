import Testing
import VisionTransformers

/// Grids, heads and numbers that do not fit, and what is said of them.
@Suite struct MechanismErrorTests {
  @Test func aGridThatDoesNotDivideIsNamedWithTheNearestSizesThatWork() throws {
    let error = try #require(throws: ModelError.self) {
      try PaleShapedAttention(rows: 7, columns: 7).pattern(for: context(12, 14))
    }
    #expect(error == .indivisible(axis: "rows", extent: 12, by: 7, nearest: [7, 14]))
    #expect(
      error.description == "12 rows cannot be split into groups of 7: use 7 or 14 rows")
  }

  @Test func nothingBelowIsProposedForAGridSmallerThanAGroup() {
    #expect(throws: ModelError.indivisible(axis: "columns", extent: 5, by: 7, nearest: [7])) {
      try ShuffleAttention(size: 7).pattern(for: context(7, 5))
    }
  }

  @Test(arguments: ["shuffle", "pale"])
  func bothAxesHaveToDivide(_ name: String) throws {
    for grid in [TokenGrid(rows: 14, columns: 10), TokenGrid(rows: 10, columns: 14)] {
      let mechanism = try MechanismCatalog.mechanism(named: name, on: grid)
      #expect(throws: ModelError.self) {
        try mechanism.pattern(for: BlockContext(grid: grid, heads: 2))
      }
    }
  }

  @Test func stripesHaveToFillBothAxes() {
    #expect(throws: ModelError.indivisible(axis: "rows", extent: 10, by: 4, nearest: [8, 12])) {
      try CrossShapedWindowAttention(stripeWidth: 4).pattern(for: context(10, 8))
    }
    #expect(throws: ModelError.indivisible(axis: "columns", extent: 10, by: 4, nearest: [8, 12])) {
      try CrossShapedWindowAttention(stripeWidth: 4).pattern(for: context(8, 10))
    }
  }

  @Test(arguments: ["axial", "cross-shaped", "pale"])
  func anOddNumberOfHeadsHasNoHalves(_ name: String) throws {
    let grid = TokenGrid(rows: 14, columns: 14)
    let mechanism = try MechanismCatalog.mechanism(named: name, on: grid)
    #expect(throws: ModelError.headsNotSplittable(heads: 3, branches: 2)) {
      try mechanism.pattern(for: BlockContext(grid: grid, heads: 3))
    }
  }

  @Test func stripesAsWideAsTheGridNeedNoHalves() throws {
    let pattern = try CrossShapedWindowAttention(stripeWidth: 7).pattern(
      for: BlockContext(grid: TokenGrid(rows: 7, columns: 7), heads: 3))
    #expect(pattern.branches.map(\.name) == ["all"])
  }

  @Test func aStripeNoNarrowerThanTheGridIsTheWholeGrid() throws {
    let stripes = CrossShapedWindowAttention(stripeWidth: 14)
    let context = BlockContext(grid: TokenGrid(rows: 7, columns: 14), heads: 3)
    #expect(try stripes.pattern(for: context) == GlobalAttention().pattern(for: context))
    #expect(stripes.reason(for: 0, in: context) == "all 98 tokens")
    #expect(stripes.attends(0, 97, branch: 0, in: context))
  }

  @Test(arguments: [
    (TokenGrid(rows: 12, columns: 12), ["7×14", "14×14"]),
    (TokenGrid(rows: 5, columns: 5), ["7×7"]),
    (TokenGrid(rows: 96, columns: 96), ["64×98", "112×112"]),
    (TokenGrid(rows: 20, columns: 30), ["14×28", "28×28"]),
  ])
  func tokensThatDoNotHalveAreRefusedWithTheNearestGrids(
    _ grid: TokenGrid, _ nearest: [String]
  ) throws {
    let error = try #require(throws: ModelError.self) {
      try FeatureSpaceAttention().pattern(for: BlockContext(grid: grid, heads: 2))
    }
    guard case .notBalanced(grid.count, 49, let grids) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(grids.map(\.description) == nearest)
  }

  @Test func clustersNeedFeatures() {
    #expect(throws: ModelError.featuresNeeded(mechanism: "feature-space")) {
      try FeatureSpaceAttention().pattern(for: context(14, 14))
    }
    #expect(
      FeatureSpaceAttention().reason(for: 0, in: context(14, 14))
        == "tokens alike: needs a picture or a run")
  }

  @Test func nothingAttendsWhereTheClustersAreUnknown() {
    #expect(!FeatureSpaceAttention().attends(0, 0, branch: 0, in: context(14, 14)))
  }

  @Test func anUnknownNameIsAnsweredWithTheKnownOnes() {
    #expect(
      throws: ModelError.unknown(kind: "mechanism", name: "fence", known: MechanismCatalog.names)
    ) {
      try MechanismCatalog.mechanism(named: "fence", on: TokenGrid(rows: 7, columns: 7))
    }
  }

  @Test(arguments: MechanismCatalog.names)
  func anExtentBelowOneIsRefused(_ name: String) {
    let error = ModelError.outOfRange(name: "extent", value: 0, allowed: 1...65_536)
    #expect(throws: error) {
      try MechanismCatalog.mechanism(
        named: name, on: TokenGrid(rows: 7, columns: 7), extent: 0)
    }
    #expect(error.description == "extent 0 is not in 1...65536")
  }

  @Test func aShiftOfAWholeWindowIsRefused() {
    let error = ModelError.outOfRange(name: "shift", value: 7, allowed: 0...6)
    #expect(throws: error) {
      try MechanismCatalog.mechanism(
        named: "shifted-window", on: TokenGrid(rows: 14, columns: 14),
        MechanismSettings(shift: 7))
    }
    #expect(error.description == "shift 7 is not in 0...6")
  }

  private func context(_ rows: Int, _ columns: Int) -> BlockContext {
    BlockContext(grid: TokenGrid(rows: rows, columns: columns), heads: 2)
  }
}
