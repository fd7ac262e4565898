import Screens
import VisionTransformers

/// Where the parts of the page of clusters are.
///
/// With frames, the first map is as large as fits beside the rest, and the second stands small to its
/// right; without, the maps share the page.
struct ClustersLayout {
  /// One map.
  struct Map {
    /// Its frame, where there are frames.
    let panel: Rect
    /// The line that says what it is, where there are none.
    let title: Rect
    let viewport: MapViewport
    /// Row and column numbers along its sides; nothing on the small map.
    let rulers: (columns: Rect, rows: Rect)?
  }

  let hasFrames: Bool
  let maps: [Map]
  /// The numbers beside the maps, frame included.
  let text: Rect
  /// What each level makes of the tokens, frame included; empty where it has no room.
  let levels: Rect
  let legend: Rect
  let chosen: Rect

  private static let rulerColumns = 4
  private static let textColumns = (narrow: 22, framed: 28)
  /// Columns beside the large map: a small one of 28, its frame, and the numbers.
  private static let sideColumns = 58
  /// Rows of the numbers with their frame, and those that levels need.
  private static let textRows = 20
  private static let levelRows = 6

  /// - Parameters:
  ///   - count: How many maps there are, 1 or 2.
  ///   - grid: The tokens.
  ///   - cursor: The token under the cursor.
  ///   - isFit: Whether tokens are pooled where not all have room.
  ///   - session: For what can be drawn.
  ///   - body: The page.
  init(
    maps count: Int, on grid: TokenGrid, cursor: (row: Int, column: Int), isFit: Bool,
    _ session: Session, in body: Rect
  ) {
    let smallestSpan = session.capabilities.hasColoredHalfBlocks ? 1 : 2
    func viewport(in room: Rect) -> MapViewport {
      MapViewport(grid, in: room, smallestSpan: smallestSpan, isFit: isFit, cursor: cursor)
    }
    hasFrames = body.columns >= MapLayout.frameColumns
    var rest = body
    chosen = rest.takeBottom(1)
    legend = rest.takeBottom(1)
    guard hasFrames else {
      text = rest.takeRight(Self.textColumns.narrow)
      levels = rest.rows(0..<0)
      let width = rest.columns / count
      maps = (0..<count).map { place in
        var panel = rest.columns(place * width..<(place + 1) * width).inset(right: 1)
        let title = panel.takeTop(1)
        return Map(panel: panel, title: title, viewport: viewport(in: panel), rulers: nil)
      }
      return
    }
    let room = rest.inset(by: 1).inset(top: 1, left: Self.rulerColumns, right: Self.sideColumns)
    let main = viewport(in: room)
    let panel = rest.takeLeft(
      max(main.area.columns + Self.rulerColumns + 2, body.columns - 2 * Self.sideColumns))
    var placed = [Self.map(main, in: panel)]
    var top = rest.takeTop(
      rest.rows >= Self.textRows + Self.levelRows ? Self.textRows : rest.rows)
    if count > 1 {
      let second = viewport(in: top.inset(by: 1).inset(right: Self.textColumns.framed))
      let panel = top.takeLeft(
        max(second.area.columns + 2, top.columns - Self.sideColumns + second.area.columns))
      placed.append(
        Map(
          panel: panel, title: panel.rows(0..<0),
          viewport: Self.centered(second, in: panel.inset(by: 1)), rulers: nil))
    }
    (maps, text, levels) = (placed, top, rest)
  }

  /// A map with its rulers in the middle of a frame.
  private static func map(_ map: MapViewport, in panel: Rect) -> Map {
    let inside = panel.inset(by: 1)
    let viewport = centered(map, in: inside.inset(top: 1, left: rulerColumns))
    let area = viewport.area
    return Map(
      panel: panel, title: panel.rows(0..<0), viewport: viewport,
      rulers: (
        Rect(row: area.row - 1, column: area.column, columns: area.columns, rows: 1),
        Rect(
          row: area.row, column: area.column - rulerColumns, columns: rulerColumns,
          rows: area.rows)
      ))
  }

  private static func centered(_ map: MapViewport, in room: Rect) -> MapViewport {
    map.moved(
      toRow: room.row + max(0, room.rows - map.area.rows) / 2,
      column: room.column + max(0, room.columns - map.area.columns) / 2)
  }
}
