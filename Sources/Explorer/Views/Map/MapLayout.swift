import Screens
import VisionTransformers

/// Where the parts of the map page are.
struct MapLayout: Sendable {
  /// From this width on, panels have frames.
  static let frameColumns = 100
  /// Columns that row numbers take.
  private static let rulerColumns = 4
  private static let sideMaximum = 90

  let hasFrames: Bool
  /// The map with its rulers and legend, frame included.
  let panel: Rect
  let columnRuler: Rect
  let rowRuler: Rect
  let legend: Rect
  let side: Rect
  /// A line above the comparison, where there is room.
  let rule: Rect
  let comparison: Rect
  let viewport: MapViewport

  init(_ session: Session, isFit: Bool, in body: Rect) {
    var rest = body
    hasFrames = body.columns >= Self.frameColumns
    comparison = rest.takeBottom(ComparisonStrip.rows(session, columns: body.columns))
    rule = rest.takeBottom(!hasFrames && body.rows >= 16 ? 1 : 0)
    let edge = hasFrames ? 1 : 0
    let sideMinimum = body.columns >= 80 ? 38 : 30
    let room = Rect(
      row: 0, column: 0,
      columns: rest.columns - sideMinimum - Self.rulerColumns - 2 * edge - 1,
      rows: rest.rows - 2 - 2 * edge)
    let fitted = MapViewport(
      session.stage.grid, in: room,
      smallestSpan: session.capabilities.hasColoredHalfBlocks ? 1 : 2, isFit: isFit,
      cursor: session.cursor)
    let needed = fitted.area.columns + Self.rulerColumns + 2 * edge + 1
    panel = rest.takeLeft(max(needed, rest.columns - Self.sideMaximum))
    side = hasFrames ? rest : rest.inset(left: 1, right: 1)
    var inside = panel.inset(by: edge)
    let margin = max(0, (inside.columns - Self.rulerColumns - fitted.area.columns) / 2)
    inside = inside.inset(left: hasFrames ? margin : 0)
    let ruler = inside.takeTop(1)
    columnRuler = Rect(
      row: ruler.row, column: ruler.column + Self.rulerColumns, columns: fitted.area.columns,
      rows: ruler.rows)
    rowRuler = Rect(
      row: inside.row, column: inside.column, columns: Self.rulerColumns, rows: fitted.area.rows)
    viewport = fitted.moved(toRow: inside.row, column: inside.column + Self.rulerColumns)
    let below = inside.inset(top: fitted.area.rows)
    legend = Rect(
      row: below.row, column: panel.column + edge + 1, columns: panel.columns - 2 * edge - 1,
      rows: below.rows)
  }
}
