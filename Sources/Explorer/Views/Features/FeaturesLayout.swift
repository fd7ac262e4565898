import Screens
import VisionTransformers

/// Where the parts of the page of features are.
struct FeaturesLayout {
  private static let rulerColumns = 4

  let hasFrames: Bool
  /// The map or maps, frame or line with the legend included.
  let panel: Rect
  let legend: Rect
  let side: Rect
  /// One for each map, with the rulers of the first.
  let viewports: [MapViewport]
  let titles: [Rect]
  let columnRuler: Rect
  let rowRuler: Rect

  /// - Parameters:
  ///   - count: How many maps there are side by side.
  ///   - grid: The tokens.
  ///   - cursor: The token under the cursor.
  ///   - isFit: Whether tokens are pooled where not all have room.
  ///   - session: For what can be drawn.
  ///   - body: The page.
  init(
    maps count: Int, on grid: TokenGrid, cursor: (row: Int, column: Int), isFit: Bool,
    _ session: Session, in body: Rect
  ) {
    hasFrames = body.columns >= MapLayout.frameColumns
    let edge = hasFrames ? 1 : 0
    var rest = body
    let line = rest.takeBottom(hasFrames ? 0 : 1)
    let sideColumns = body.columns >= 100 ? 46 : body.columns >= 80 ? 36 : 26
    let titleRows = count > 1 ? 1 : 0
    let room = Rect(
      row: 0, column: 0,
      columns: (rest.columns - sideColumns - Self.rulerColumns - 2 * edge - 1 - 2 * (count - 1))
        / count,
      rows: rest.rows - 1 - titleRows - 2 * edge)
    let map = MapViewport(
      grid, in: room, smallestSpan: session.capabilities.hasColoredHalfBlocks ? 1 : 2,
      isFit: isFit, cursor: cursor)
    let needed = count * map.area.columns + 2 * (count - 1) + Self.rulerColumns + 2 * edge + 1
    panel = rest.takeLeft(max(needed, min(rest.columns - sideColumns, rest.columns / 2)))
    side = hasFrames ? rest : rest.inset(left: 1, right: 1)
    let inside = panel.inset(by: edge)
    let first = inside.column + Self.rulerColumns
    let top = inside.row + titleRows
    columnRuler = Rect(
      row: top, column: first, columns: map.area.columns, rows: min(1, inside.rows))
    rowRuler = Rect(
      row: top + 1, column: inside.column, columns: Self.rulerColumns, rows: map.area.rows)
    let columns = (0..<count).map { first + $0 * (map.area.columns + 2) }
    viewports = columns.map { map.moved(toRow: top + 1, column: $0) }
    titles = columns.map {
      Rect(row: inside.row, column: $0, columns: map.area.columns + 1, rows: titleRows)
    }
    legend = hasFrames ? panel.rows(panel.rows - 1..<panel.rows) : line
  }
}
