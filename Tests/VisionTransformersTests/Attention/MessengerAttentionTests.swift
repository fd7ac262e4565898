import Testing
import VisionTransformers

/// Windows with messengers, and what is reached through them one layer later.
@Suite struct MessengerAttentionTests {
  @Test func aWindowAndItsMessengerAttendToEachOther() throws {
    let mechanism = MessengerAttention(size: 7, regionSize: 2)
    let pattern = try mechanism.pattern(for: BlockContext(grid: grid(28, 14), heads: 1))
    #expect(pattern.prefixCount == 8)
    let group = try #require(pattern.branches[0].group(ofQuery: 7 * 14 + 8))
    #expect(group.keys.first == -4)
    #expect(group.keys.count == 50)
    #expect(pattern.branches[0].group(ofQuery: -4) == group)
  }

  @Test func theOtherWindowsOfTheRegionAreOneHopAway() throws {
    let mechanism = MessengerAttention(size: 7, regionSize: 2)
    let context = BlockContext(grid: grid(28, 28), heads: 1)
    let hops = mechanism.hops(for: context.grid[8, 15], in: context)
    #expect(hops.map(\.via) == [-3, -4, -8])
    let region = Set(0..<14).flatMap { row in (14..<28).map { context.grid[row, $0] } }
    let own = try mechanism.pattern(for: context).branches[0].group(ofQuery: context.grid[8, 15])
    let reached = Set(hops.flatMap(\.tokens)).union((own?.keys ?? []).filter { $0 >= 0 })
    #expect(reached == Set(region))
    #expect(hops.allSatisfy { $0.tokens.count == 49 })
    #expect(mechanism.hops(for: -7, in: context) == hops)
  }

  @Test(arguments: [(56, 15), (28, 15), (14, 3), (7, 0)])
  func everyStageHasTheRegionsOfThePaper(_ side: Int, _ hops: Int) throws {
    let mechanism = try MechanismCatalog.mechanism(named: "messenger", on: grid(side, side))
    let context = BlockContext(grid: grid(side, side), heads: 1)
    #expect(mechanism.hops(for: context.grid.center, in: context).count == hops)
  }

  @Test func otherMechanismsHaveNoHops() {
    let context = BlockContext(grid: grid(14, 14), heads: 1)
    #expect(WindowAttention(size: 7).hops(for: 0, in: context).isEmpty)
  }

  @Test func aRegionHasToFillTheGrid() {
    let error = ModelError.indivisible(axis: "rows", extent: 21, by: 14, nearest: [14, 28])
    #expect(throws: error) {
      try MessengerAttention(size: 7, regionSize: 2).pattern(
        for: BlockContext(grid: grid(21, 28), heads: 1))
    }
  }

  @Test func aReasonNamesTheWindowAndItsMessenger() {
    let context = BlockContext(grid: grid(56, 56), heads: 1)
    let mechanism = MessengerAttention(size: 7, regionSize: 4)
    let reason = "window rows 7...13, columns 21...27, messenger -12"
    #expect(mechanism.reason(for: context.grid[10, 23], in: context) == reason)
    #expect(mechanism.reason(for: -12, in: context) == reason)
  }

  private func grid(_ rows: Int, _ columns: Int) -> TokenGrid {
    TokenGrid(rows: rows, columns: columns)
  }
}
