import Screens
import VisionTransformers

/// Where the parts of the verification page are: two maps side by side, and what came of it below.
struct VerifyLayout: Sendable {
  /// One map with its title and rulers.
  struct Map: Sendable {
    let title: Rect
    let columnRuler: Rect
    let rowRuler: Rect
    let viewport: MapViewport
  }

  private static let rulerColumns = 4

  let hasFrame: Bool
  let declared: Map
  let measured: Map
  let verdict: Rect

  init(_ session: Session, in body: Rect) {
    hasFrame = body.columns >= MapLayout.frameColumns && body.rows >= 24
    let least = hasFrame || body.rows >= 30 ? 6 : 4
    let half = body.columns / 2
    let room = Rect(
      row: 0, column: 0, columns: half - Self.rulerColumns, rows: body.rows - 2 - least)
    let viewport = MapViewport(
      session.grid, in: room,
      smallestSpan: session.capabilities.hasColoredHalfBlocks ? 1 : 2, isFit: true,
      cursor: session.cursor)
    var rest = body
    let maps = rest.takeTop(2 + viewport.area.rows)
    declared = Self.map(viewport, in: maps.columns(0..<half))
    measured = Self.map(viewport, in: maps.columns(half..<2 * half))
    verdict = rest
  }

  private static func map(_ viewport: MapViewport, in area: Rect) -> Map {
    let map = area.inset(top: 2, left: rulerColumns)
    return Map(
      title: area.rows(0..<1),
      columnRuler: area.rows(1..<2).inset(left: rulerColumns).columns(0..<viewport.area.columns),
      rowRuler: area.inset(top: 2).columns(0..<rulerColumns).rows(0..<viewport.area.rows),
      viewport: viewport.moved(toRow: map.row, column: map.column))
  }
}
