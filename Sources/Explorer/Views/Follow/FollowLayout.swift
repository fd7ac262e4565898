import Screens
import VisionTransformers

/// Where the parts of the page are.
struct FollowLayout: Sendable {
  private static let rulerColumns = 4

  let hasFrames: Bool
  /// The map with its rulers, frame included.
  let panel: Rect
  let columnRuler: Rect
  let rowRuler: Rect
  /// Where the legend goes: an edge of the panel, or a line across the page.
  let legend: Rect
  /// What is known of the token.
  let facts: Rect
  /// The growth, frame or caption included.
  let growth: Rect
  let viewport: MapViewport

  /// - Parameters:
  ///   - map: The places that are drawn.
  ///   - focus: The place to keep in sight.
  ///   - capabilities: What the terminal can show.
  ///   - isFit: Whether places are pooled where not all have room.
  ///   - factRows: Rows that the facts take in so many columns.
  ///   - body: Where the page is.
  init(
    _ map: TokenGrid, around focus: (row: Int, column: Int), _ capabilities: TerminalCapabilities,
    isFit: Bool, factRows: (Int) -> Int, in body: Rect
  ) {
    var rest = body
    hasFrames = body.columns >= MapLayout.frameColumns
    let edge = hasFrames ? 1 : 0
    let line = rest.takeBottom(hasFrames ? 0 : 1)
    let room = Rect(
      row: 0, column: 0,
      columns: rest.columns - (body.columns >= 80 ? 40 : 30) - Self.rulerColumns - 2 * edge - 1,
      rows: rest.rows - 1 - 2 * edge)
    let map = MapViewport(
      map, in: room, smallestSpan: capabilities.hasColoredHalfBlocks ? 1 : 2, isFit: isFit,
      cursor: focus)
    panel = rest.takeLeft(map.area.columns + Self.rulerColumns + 2 * edge + 1)
    let inside = panel.inset(by: edge)
    let top = max(0, inside.rows - 1 - map.area.rows) / 2 * edge
    columnRuler = Rect(
      row: inside.row + top, column: inside.column + Self.rulerColumns, columns: map.area.columns,
      rows: min(1, inside.rows))
    rowRuler = Rect(
      row: columnRuler.row + 1, column: inside.column, columns: Self.rulerColumns,
      rows: map.area.rows)
    viewport = map.moved(toRow: rowRuler.row, column: columnRuler.column)
    legend = hasFrames ? panel.rows(panel.rows - 1..<panel.rows) : line
    let side = hasFrames ? rest : rest.inset(left: 1, right: 1)
    let wanted = factRows(side.columns - 4 * edge) + 2 * edge
    var column = side
    facts = column.takeTop(min(wanted, max(side.rows - 9, side.rows / 2)))
    growth = column
  }
}
