import Testing

@testable import VisionTransformers

@Suite struct RegionSizesTests {
  @Test("Regions of shifted windows are smallest in the corner and 49 tokens inside")
  func shiftedWindowsDiffer() throws {
    for (side, mean) in [(56, 43.18), (28, 37.73), (14, 27.94)] {
      let sizes = try sizes("shifted-window", side: side)
      #expect(sizes.smallest == 9 && sizes.largest == 49)
      #expect(abs(sizes.mean - mean) < 0.005)
      #expect(abs(sizes.meanShare - sizes.mean / Double(side * side)) < 1e-12)
    }
  }

  @Test(
    "Regions of rows, columns and pales are all of one size",
    arguments: [("axial", 55), ("cross-shaped", 108), ("pale", 343), ("global", 784)])
  func regionsOfOneSize(_ name: String, count: Int) throws {
    let sizes = try sizes(name, side: 28)
    #expect(sizes.smallest == count && sizes.largest == count && sizes.mean == Double(count))
  }

  private func sizes(_ name: String, side: Int) throws -> RegionSizes {
    let grid = TokenGrid(rows: side, columns: side)
    let mechanism = try MechanismCatalog.mechanism(named: name, on: grid)
    let context = BlockContext(grid: grid, heads: type(of: mechanism).usualHeads ?? 2)
    return RegionSizes(of: try mechanism.pattern(for: context))
  }
}
