/// A picture of square pixels, two to a cell: the upper half block in one colour on the other.
public struct PixelCanvas: Sendable {
  public let columns: Int
  /// Rows of pixels: twice the rows of cells, or one less.
  public let rows: Int
  private var colors: [UInt8]

  /// A canvas of one colour.
  ///
  /// - Parameters:
  ///   - size: Columns and rows of cells.
  ///   - rows: Rows of pixels; twice those of cells unless told. With an odd number the lower halves of
  ///     the last cells stay as the terminal has them.
  ///   - color: An index into xterm's palette.
  public init(_ size: Size, rows: Int? = nil, color: UInt8 = 16) {
    columns = size.columns
    self.rows = rows ?? 2 * size.rows
    colors = [UInt8](repeating: color, count: columns * self.rows)
  }

  /// Paints a square of pixels; what lies outside of the canvas is left out.
  public mutating func paint(row: Int, column: Int, side: Int, color: UInt8) {
    for row in max(0, row)..<max(0, min(rows, row + side)) {
      for column in max(0, column)..<max(0, min(columns, column + side)) {
        colors[row * columns + column] = color
      }
    }
  }

  /// Copies the pixels to cells of a screen, from a place to the right and down.
  public func draw(on screen: inout Screen, row: Int, column: Int) {
    for cellRow in 0..<(rows + 1) / 2 {
      for cellColumn in 0..<columns {
        let upper = colors[2 * cellRow * columns + cellColumn]
        guard 2 * cellRow + 1 < rows else {
          screen[row + cellRow, column + cellColumn] =
            Cell("▀", style: Style(foreground: .palette(upper)))
          continue
        }
        let lower = colors[(2 * cellRow + 1) * columns + cellColumn]
        screen[row + cellRow, column + cellColumn] =
          upper == lower
          ? Cell(" ", style: Style(background: .palette(upper)))
          : Cell("▀", style: Style(foreground: .palette(upper), background: .palette(lower)))
      }
    }
  }
}
