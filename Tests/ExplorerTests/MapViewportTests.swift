import Screens
import Testing
import VisionTransformers

@testable import Explorer

@Suite struct MapViewportTests {
  private func viewport(
    _ side: Int, columns: Int, rows: Int, smallestSpan: Int = 1, isFit: Bool = true,
    cursor: (row: Int, column: Int) = (0, 0)
  ) -> MapViewport {
    MapViewport(
      TokenGrid(rows: side, columns: side),
      in: Rect(row: 2, column: 5, columns: columns, rows: rows), smallestSpan: smallestSpan,
      isFit: isFit, cursor: cursor)
  }

  @Test(arguments: [(56, 56, 28, 1), (28, 56, 28, 2), (14, 56, 28, 4), (7, 56, 28, 8)])
  func smallGridsAreScaledUp(_ side: Int, columns: Int, rows: Int, span: Int) {
    let viewport = viewport(side, columns: columns, rows: rows)
    #expect(viewport.span == span && viewport.pool == 1 && viewport.isComplete)
    #expect(viewport.area.columns == 56 && viewport.area.rows == 28)
  }

  @Test func largeGridsArePooledUntilTheyFit() {
    #expect(viewport(56, columns: 30, rows: 14).pool == 2)
    #expect(viewport(56, columns: 27, rows: 30).pool == 3)
    #expect(viewport(56, columns: 60, rows: 14, smallestSpan: 2).pool == 4)
  }

  @Test func aWindowFollowsTheCursor() {
    for row in 0..<56 {
      let viewport = viewport(56, columns: 30, rows: 10, isFit: false, cursor: (row, 55 - row))
      #expect(viewport.pool == 1 && viewport.rows.count == 20 && viewport.columns.count == 30)
      #expect(viewport.rows.contains(row) && viewport.columns.contains(55 - row))
    }
  }

  @Test func placesOnTheScreenLeadBackToTokens() {
    for (side, columns, rows) in [(14, 56, 28), (56, 56, 28), (56, 30, 14)] {
      let viewport = viewport(side, columns: columns, rows: rows)
      for row in 0..<side {
        for column in 0..<side {
          let cell = viewport.cell(ofRow: row, column: column)
          let found = viewport.token(atRow: cell.row, column: cell.column)
          // Two squares share a cell where each is one pixel high.
          let rowsPerCell = viewport.span == 1 ? 2 * viewport.pool : 1
          #expect(abs((found?.row ?? -9) - row) < rowsPerCell)
          #expect(abs((found?.column ?? -9) - column) < viewport.pool)
        }
      }
      #expect(viewport.token(atRow: 0, column: 0) == nil)
    }
  }

  @Test func nothingHasRoomInNothing() {
    for isFit in [true, false] {
      let viewport = viewport(56, columns: 0, rows: 0, isFit: isFit)
      #expect(viewport.area.isEmpty)
    }
  }

  @Test func bandsBeginWhereWindowsDo() throws {
    let context = BlockContext(grid: TokenGrid(rows: 14, columns: 14), heads: 2)
    let shifted = PartitionBands(
      of: try ShiftedWindowAttention(size: 7, shift: 3).pattern(for: context))
    #expect(shifted.rows == [0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2])
    #expect(shifted.columns == shifted.rows)
    let stripes = PartitionBands(
      of: try CrossShapedWindowAttention(stripeWidth: 2).pattern(for: context))
    #expect(stripes.rows == (0..<14).map { $0 / 2 } && stripes.columns == stripes.rows)
  }

  @Test func interlacedGroupsAreNoBands() throws {
    let context = BlockContext(grid: TokenGrid(rows: 14, columns: 14), heads: 2)
    let pale = PartitionBands(
      of: try PaleShapedAttention(rows: 7, columns: 7).pattern(for: context))
    #expect(pale == .none(on: context.grid))
  }
}
