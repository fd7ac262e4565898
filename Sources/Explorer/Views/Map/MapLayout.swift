import Screens
import VisionTransformers

/// Where the parts of the map page are.
struct MapLayout: Sendable {
  /// From this width on, panels have frames.
  static let frameColumns = 100
  /// With fewer rows than this, all are for the map.
  private static let comparisonRows = 15
  /// Columns that row numbers take.
  private static let rulerColumns = 4
  private static let sideMaximum = 90

  let hasFrames: Bool
  /// The map with its rulers, frame included.
  let panel: Rect
  let columnRuler: Rect
  let rowRuler: Rect
  /// Where the legend goes: an edge of the panel, or a line across the page.
  let legend: Rect
  let side: Rect
  /// The comparison, frame included.
  let comparison: Rect
  let viewport: MapViewport

  init(_ session: Session, isFit: Bool, in body: Rect) {
    var rest = body
    hasFrames = body.columns >= Self.frameColumns
    let edge = hasFrames ? 1 : 0
    let comparisonEdge = hasFrames && body.rows >= 30 ? 2 : 0
    comparison = rest.takeBottom(
      body.rows < Self.comparisonRows
        ? 0 : ComparisonStrip.rows(session, columns: body.columns) + comparisonEdge)
    let line = rest.takeBottom(hasFrames ? 0 : 1)
    let room = Rect(
      row: 0, column: 0,
      columns: rest.columns - (body.columns >= 80 ? 38 : 30) - Self.rulerColumns - 2 * edge - 1,
      rows: rest.rows - 1 - 2 * edge)
    let map = MapViewport(
      session.grid, in: room,
      smallestSpan: session.capabilities.hasColoredHalfBlocks ? 1 : 2, isFit: isFit,
      cursor: session.cursor)
    let needed = map.area.columns + Self.rulerColumns + 2 * edge + 1
    panel = rest.takeLeft(max(needed, rest.columns - Self.sideMaximum))
    side = hasFrames ? rest : rest.inset(left: 1, right: 1)
    let inside = panel.inset(by: edge)
    let left = max(0, inside.columns - Self.rulerColumns - map.area.columns) / 2 * edge
    let top = max(0, inside.rows - 1 - map.area.rows) / 2 * edge
    columnRuler = Rect(
      row: inside.row + top, column: inside.column + left + Self.rulerColumns,
      columns: map.area.columns, rows: min(1, inside.rows))
    rowRuler = Rect(
      row: columnRuler.row + 1, column: inside.column + left, columns: Self.rulerColumns,
      rows: map.area.rows)
    viewport = map.moved(toRow: rowRuler.row, column: columnRuler.column)
    legend = hasFrames ? panel.rows(panel.rows - 1..<panel.rows) : line
  }
}
