import Screens
import VisionTransformers

/// Where the small maps are, as many as can be seen of them.
struct CompareLayout: Sendable {
  /// One mechanism.
  struct Tile: Sendable {
    let index: Int
    /// All that it takes.
    let area: Rect
    /// Its map below a line for the name, and above lines for numbers.
    let viewport: MapViewport

    var captions: Rect {
      let below = viewport.area.rowRange.upperBound
      return Rect(
        row: below, column: area.column, columns: area.columns,
        rows: area.rowRange.upperBound - below)
    }
  }

  let tiles: [Tile]
  /// What is free below the maps.
  let rest: Rect
  /// The line that says what is seen, and the one about the chosen mechanism.
  let legend: Rect
  let chosen: Rect

  /// How tiles are arranged.
  private struct Arrangement {
    let columns: Int
    let rows: Int
    /// Columns and rows of a tile, the gap to the next included.
    let tile: Size
    let captions: Int
    /// Pixels for each token along an axis.
    let scale: Double
    /// Whether every token has a place of its own.
    let isComplete: Bool
    let mapSize: Size

    var count: Int { columns * rows }
  }

  /// A tile is no narrower than its numbers, and a map to be worth looking at has so many rows.
  private static let leastTile = Size(columns: 12, rows: 5)
  private static let goodTile = Size(columns: 16, rows: 9)
  /// Maps may be that much smaller for all to be seen at once.
  private static let shrinking = 0.85

  init(
    count: Int, selected: Int, grid: TokenGrid, cursor: (row: Int, column: Int), isFit: Bool,
    hasBars: Bool, in area: Rect
  ) {
    var area = area
    chosen = area.takeBottom(1)
    legend = area.takeBottom(1)
    func arrangement(_ columns: Int, _ rows: Int, captions: Int? = nil) -> Arrangement? {
      let tile = Size(columns: area.columns / columns, rows: area.rows / rows)
      guard tile.columns >= Self.leastTile.columns, tile.rows >= Self.leastTile.rows else {
        return nil
      }
      let captions = captions ?? (tile.rows >= 12 ? 2 : 1)
      let viewport = MapViewport(
        grid, in: Self.room(tile, captions, hasBars), smallestSpan: 1, isFit: isFit, cursor: cursor)
      return Arrangement(
        columns: columns, rows: rows, tile: tile, captions: captions,
        scale: isFit || viewport.isComplete
          ? Double(viewport.span) / Double(viewport.pool)
          : Double(viewport.rows.count * viewport.columns.count) / Double(grid.count) / 2,
        isComplete: viewport.isComplete, mapSize: viewport.area.size)
    }
    /// As many whole maps at once as have room, one place for each token; nothing where none has.
    func wholeMaps() -> Arrangement? {
      let width = grid.columns + (hasBars ? 2 : 1)
      let height = (grid.rows + 1) / 2 + 1
      let found = [2, 1].compactMap { captions -> Arrangement? in
        let (columns, rows) = (area.columns / width, area.rows / (height + captions))
        guard columns > 0, rows > 0 else { return nil }
        return arrangement(columns, rows, captions: captions)
      }
      return found.filter(\.isComplete).max { $0.count < $1.count }
    }
    let all = (1...max(1, count)).compactMap { columns in
      arrangement(columns, (count + columns - 1) / columns)
    }
    let best = all.max { ($0.scale, -$0.rows, -$0.columns) < ($1.scale, -$1.rows, -$1.columns) }
    let some = arrangement(
      max(1, area.columns / Self.goodTile.columns), max(1, area.rows / Self.goodTile.rows))
    let chosenOne: Arrangement? =
      if !isFit, best?.isComplete != true, let whole = wholeMaps() {
        whole
      } else if let best, best.scale >= Self.shrinking * (some?.scale ?? 0) {
        best
      } else {
        some ?? best
      }
    guard let chosenOne else {
      (tiles, rest) = ([], area)
      return
    }
    let shown = chosenOne
    let firstRow = Self.firstRow(of: selected, in: count, shown.columns, shown.rows)
    let height =
      min(shown.tile.rows, shown.mapSize.rows + 1 + shown.captions)
    tiles = (0..<min(shown.count, count - firstRow * shown.columns)).map { place in
      let frame = Rect(
        row: area.row + place / shown.columns * height,
        column: area.column + place % shown.columns * shown.tile.columns,
        columns: shown.tile.columns, rows: height)
      let room = Self.room(
        Size(columns: shown.tile.columns, rows: height), shown.captions, hasBars)
      let viewport = MapViewport(
        grid, in: room, smallestSpan: 1, isFit: isFit, cursor: cursor)
      return Tile(
        index: firstRow * shown.columns + place, area: frame.inset(right: hasBars ? 1 : 0),
        viewport: viewport.moved(
          toRow: frame.row + 1, column: frame.column + 1))
    }
    let usedRows = tiles.last.map { $0.area.rowRange.upperBound - area.row } ?? 0
    rest = area.rows(usedRows..<area.rows)
  }

  /// The room for the map of a tile: beside it a column, and with bars one more.
  private static func room(_ tile: Size, _ captions: Int, _ hasBars: Bool) -> Rect {
    Rect(
      row: 0, column: 0, columns: tile.columns - (hasBars ? 2 : 1),
      rows: tile.rows - 1 - captions)
  }

  /// The first row of tiles that is seen, so that the chosen one is among them.
  private static func firstRow(of selected: Int, in count: Int, _ columns: Int, _ rows: Int) -> Int
  {
    let all = (count + columns - 1) / columns
    return min(max(0, selected / columns - rows + 1), max(0, all - rows))
  }
}
