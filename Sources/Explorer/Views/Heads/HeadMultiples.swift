import Screens
import VisionTransformers

/// Where the small maps of heads are: as large as fits, in rows.
struct HeadMultiples: Sendable {
  /// One small map.
  struct Tile: Sendable {
    /// The place of its head in the order.
    let place: Int
    let title: Rect
    let viewport: MapViewport
  }

  let tiles: [Tile]
  /// How many heads there are.
  let count: Int

  /// Columns between two maps, lines at their sides included.
  private let gap: Int
  /// The least columns of a map that are worth drawing.
  private static let leastSide = 7

  /// - Parameters:
  ///   - count: How many heads there are.
  ///   - shown: The place of the head that has to be seen.
  ///   - grid: The tokens.
  ///   - cursor: The token under the cursor.
  ///   - titleColumns: The longest title that maps have at least.
  ///   - hasEdges: Whether maps have lines at their sides, since nothing else tells how far they go.
  ///   - area: Where to draw.
  init(
    of count: Int, showing shown: Int, on grid: TokenGrid, cursor: (row: Int, column: Int),
    titleColumns: Int = 0, hasEdges: Bool, in area: Rect
  ) {
    self.count = count
    let edge = hasEdges ? 1 : 0
    let area = area.inset(left: edge, right: edge)
    func best(_ gap: Int) -> (columns: Int, quality: Quality) {
      Self.bestColumns(
        of: count, on: grid, cursor: cursor, gap: gap,
        leastSide: max(Self.leastSide, titleColumns + 1 + edge - gap), in: area)
    }
    let (wide, narrow) = (best(2 + edge), best(1 + edge))
    let isNarrow = narrow.quality > wide.quality
    gap = isNarrow ? 1 + edge : 2 + edge
    let most = isNarrow ? narrow.columns : wide.columns
    let leastSide = max(Self.leastSide, titleColumns + 1 + edge - gap)
    let lines = Self.lines(of: count, columns: most, in: area)
    let room = Self.room(columns: most, lines: lines, gap: gap, in: area)
    // Lines of as many maps each, as far as they divide.
    let columns = min(most, max(1, (count + lines - 1) / lines))
    let perPage = columns * lines
    let first = perPage > 0 && perPage < count ? shown / perPage * perPage : 0
    let map = Self.viewport(on: grid, cursor: cursor, in: room)
    let (width, height) = (max(map.area.columns, leastSide), map.area.rows)
    let gap = gap
    tiles = (first..<min(count, first + perPage)).map { place in
      let (line, column) = (place - first).quotientAndRemainder(dividingBy: columns)
      let (top, left) = (
        area.row + line * (height + 1), area.column + column * (width + gap)
      )
      return Tile(
        place: place,
        title: Rect(row: top, column: left, columns: width + gap - 1 - edge, rows: 1),
        viewport: map.moved(toRow: top + 1, column: left))
    }
  }

  /// How many maps are seen, and pixels for each token along an axis.
  typealias Quality = (seen: Int, scale: Double)

  /// As many maps side by side as make them largest.
  private static func bestColumns(
    of count: Int, on grid: TokenGrid, cursor: (row: Int, column: Int), gap: Int, leastSide: Int,
    in area: Rect
  ) -> (columns: Int, quality: Quality) {
    let most = max(1, (area.columns + gap) / (leastSide + gap))
    var best: (columns: Int, quality: Quality) = (1, (-1, -1))
    for columns in 1...max(1, min(count, most)) {
      let lines = lines(of: count, columns: columns, in: area)
      let map = viewport(
        on: grid, cursor: cursor, in: room(columns: columns, lines: lines, gap: gap, in: area))
      let seen = min(count, columns * lines)
      let quality: Quality = (seen, Double(map.span) / Double(map.pool))
      if quality >= best.quality { best = (columns, quality) }
    }
    return best
  }

  /// Rows of maps: as many as there are to be, or as have room.
  private static func lines(of count: Int, columns: Int, in area: Rect) -> Int {
    let wanted = (count + columns - 1) / max(1, columns)
    return max(1, min(wanted, area.rows / (leastSide / 2 + 2)))
  }

  private static func room(columns: Int, lines: Int, gap: Int, in area: Rect) -> Rect {
    Rect(
      row: 0, column: 0, columns: (area.columns + gap) / columns - gap,
      rows: area.rows / lines - 1)
  }

  private static func viewport(
    on grid: TokenGrid, cursor: (row: Int, column: Int), in room: Rect
  ) -> MapViewport {
    MapViewport(grid, in: room, smallestSpan: 1, isFit: true, cursor: cursor)
  }

  /// How many maps are seen, and how large.
  var quality: Quality {
    (tiles.count, tiles.first.map { Double($0.viewport.span) / Double($0.viewport.pool) } ?? 0)
  }

  /// The tile at a cell of the screen, and its token where one is there.
  func hit(row: Int, column: Int) -> (tile: Tile, token: (row: Int, column: Int)?)? {
    for tile in tiles {
      if let token = tile.viewport.token(atRow: row, column: column) { return (tile, token) }
      if tile.title.contains(row: row, column: column) { return (tile, nil) }
    }
    return nil
  }
}
