import Screens
import VisionTransformers

/// Which tokens are seen, and how large: the step from tokens to places on the screen and back.
///
/// Half a row is as high as a column is wide, so places are counted in pixels: a cell is one pixel
/// wide and two high. Tokens are squares of pixels.
struct MapViewport: Equatable, Sendable {
  let grid: TokenGrid
  /// The side of a token, or of a square of pooled tokens, in pixels.
  let span: Int
  /// How many tokens along its side are drawn as one square.
  let pool: Int
  /// Rows and columns of squares that are seen.
  let rows: Range<Int>
  let columns: Range<Int>
  /// Where the squares are on the screen.
  let area: Rect

  /// - Parameters:
  ///   - grid: The tokens.
  ///   - room: Columns and rows of cells that there are; ``area`` begins at its top left.
  ///   - smallestSpan: Pixels that a square needs: 1 in half blocks, 2 in pairs of characters.
  ///   - isFit: Whether tokens are pooled where not all have room, or only some of them are seen.
  ///   - cursor: The token to keep in sight.
  init(
    _ grid: TokenGrid, in room: Rect, smallestSpan: Int, isFit: Bool,
    cursor: (row: Int, column: Int)
  ) {
    self.grid = grid
    let pixels = (rows: 2 * room.rows, columns: room.columns)
    let spans = (smallestSpan...12).filter { $0.isMultiple(of: smallestSpan) }
    let fitting = spans.last {
      grid.rows * $0 <= pixels.rows && grid.columns * $0 <= pixels.columns
    }
    let seen = (rows: pixels.rows / smallestSpan, columns: pixels.columns / smallestSpan)
    if let fitting {
      (span, pool) = (fitting, 1)
      (rows, columns) = (0..<grid.rows, 0..<grid.columns)
    } else if isFit && seen.rows > 0 && seen.columns > 0 {
      let pool = max(
        (grid.rows + seen.rows - 1) / seen.rows, (grid.columns + seen.columns - 1) / seen.columns)
      (span, self.pool) = (smallestSpan, pool)
      rows = 0..<(grid.rows + pool - 1) / pool
      columns = 0..<(grid.columns + pool - 1) / pool
    } else {
      (span, pool) = (smallestSpan, 1)
      rows = Self.window(of: seen.rows, around: cursor.row, in: grid.rows)
      columns = Self.window(of: seen.columns, around: cursor.column, in: grid.columns)
    }
    area = Rect(
      row: room.row, column: room.column, columns: columns.count * span,
      rows: (rows.count * span + 1) / 2)
  }

  private init(_ other: Self, area: Rect) {
    (grid, span, pool) = (other.grid, other.span, other.pool)
    (rows, columns) = (other.rows, other.columns)
    self.area = area
  }

  /// Rows of pixels that the squares take: what lies below them in the last row of cells is no token.
  var pixelRows: Int { min(2 * area.rows, rows.count * span) }

  func moved(toRow row: Int, column: Int) -> Self {
    Self(self, area: Rect(row: row, column: column, columns: area.columns, rows: area.rows))
  }

  /// So many positions around one, beginning at an even one so that tokens keep their half of a cell.
  private static func window(of count: Int, around position: Int, in extent: Int) -> Range<Int> {
    guard count < extent else { return 0..<extent }
    let first = min(max(0, position - count / 2) / 2 * 2, extent - count)
    return first..<first + max(0, count)
  }

  /// Whether all tokens are seen, each by itself.
  var isComplete: Bool { pool == 1 && rows.count == grid.rows && columns.count == grid.columns }

  /// The tokens that a square stands for.
  func tokens(row: Int, column: Int) -> (rows: Range<Int>, columns: Range<Int>) {
    (
      row * pool..<min((row + 1) * pool, grid.rows),
      column * pool..<min((column + 1) * pool, grid.columns)
    )
  }

  /// The pixel at the top left of a square, counted from the top left of ``area``.
  func pixel(row: Int, column: Int) -> (row: Int, column: Int) {
    ((row - rows.lowerBound) * span, (column - columns.lowerBound) * span)
  }

  /// The cell of the screen at the top left of a token's square.
  func cell(ofRow row: Int, column: Int) -> Position {
    let pixel = pixel(row: row / pool, column: column / pool)
    return Position(row: area.row + pixel.row / 2, column: area.column + pixel.column)
  }

  /// The token in the middle of the square at a cell of the screen.
  func token(atRow row: Int, column: Int) -> (row: Int, column: Int)? {
    guard area.contains(row: row, column: column) else { return nil }
    let square = (
      row: rows.lowerBound + 2 * (row - area.row) / span,
      column: columns.lowerBound + (column - area.column) / span
    )
    return (
      min(square.row * pool + pool / 2, grid.rows - 1),
      min(square.column * pool + pool / 2, grid.columns - 1)
    )
  }
}
