import Images
import Screens
import VisionTransformers

/// A map of groups: a colour and a letter for each, the group under the cursor white (black on light).
struct GroupMap {
  let partition: TokenPartition
  let grid: TokenGrid
  let token: Int
  /// Tokens of another group that the cursor's one attends to.
  let overlap: Set<Int>
  let capabilities: TerminalCapabilities
  let theme: Theme

  /// Colours after Okabe and Ito, told apart by everybody, and then two darker rounds of them.
  static let palette: [UInt8] = [
    214, 74, 36, 227, 32, 166, 175, 136, 67, 29, 143, 25, 94, 132, 58, 24, 22, 101, 18, 52, 96,
  ]
  private static let letters = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")

  /// What a group is called on the map; beyond the last letter they begin anew.
  static func letter(_ group: Int) -> Character { letters[group % letters.count] }

  /// A group's colour.
  static func color(_ group: Int) -> RGB {
    let color = Palette.rgb(palette[group % palette.count])
    return RGB(red: color.red, green: color.green, blue: color.blue)
  }

  /// The grey of the tokens that the cursor's group attends to in its sibling.
  static func overlapColor(_ background: TerminalCapabilities.Background) -> UInt8 {
    background == .light ? 241 : 249
  }

  /// What a square shows: a token, or several pooled.
  private struct Square {
    var group: Int
    var isCursor = false
    var isOverlap = false
    /// Whether it is of the group under the cursor.
    var isOwn: Bool
  }

  func draw(_ viewport: MapViewport, on screen: inout Screen) {
    let isColored = capabilities.hasColoredHalfBlocks
    var canvas = PixelCanvas(viewport.area.size, rows: viewport.pixelRows)
    var squares: [(pixel: (row: Int, column: Int), square: Square)] = []
    for row in viewport.rows {
      for column in viewport.columns {
        let square = square(viewport.tokens(row: row, column: column))
        let pixel = viewport.pixel(row: row, column: column)
        canvas.paint(
          row: pixel.row, column: pixel.column, side: viewport.span, color: ink(square))
        squares.append((pixel, square))
      }
    }
    if isColored { canvas.draw(on: &screen, row: viewport.area.row, column: viewport.area.column) }
    guard viewport.span > 1 else { return }
    for (pixel, square) in squares {
      write(square, pixel, span: viewport.span, in: viewport.area, isColored, on: &screen)
    }
  }

  private func square(_ tokens: (rows: Range<Int>, columns: Range<Int>)) -> Square {
    var counts: [Int: Int] = [:]
    var (isCursor, isOverlap) = (false, false)
    for row in tokens.rows {
      for column in tokens.columns {
        let token = grid[row, column]
        counts[partition.labels[token], default: 0] += 1
        if token == self.token { isCursor = true }
        if overlap.contains(token) { isOverlap = true }
      }
    }
    let own = partition.labels[token]
    let commonest = counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key ?? 0
    let group = isCursor ? own : commonest
    return Square(group: group, isCursor: isCursor, isOverlap: isOverlap, isOwn: group == own)
  }

  /// The colour of a square on a map of half blocks: what is not coloured is the cursor's group, and
  /// what it sees of its sibling.
  private func ink(_ square: Square) -> UInt8 {
    let isLight = capabilities.background == .light
    if square.isCursor { return Theme.cursorColor }
    if square.isOwn { return isLight ? 16 : 231 }
    if square.isOverlap { return Self.overlapColor(capabilities.background) }
    return Self.palette[square.group % Self.palette.count]
  }

  /// Writes a square's letter, and what it is to the group under the cursor.
  private func write(
    _ square: Square, _ pixel: (row: Int, column: Int), span: Int, in area: Rect,
    _ isColored: Bool, on screen: inout Screen
  ) {
    let row = area.row + (pixel.row + 1) / 2 + (span / 2 - 1) / 2
    let column = area.column + pixel.column + (span - 2) / 2
    let mark: Character =
      square.isCursor ? "@" : square.isOverlap ? "+" : square.isOwn ? "." : " "
    let letter = Self.letter(square.group)
    guard isColored else {
      let style = square.isCursor ? theme.cursor : square.isOwn ? theme.region : theme.outside
      screen[row, column] = Cell(letter, style: style)
      screen[row, column + 1] = Cell(mark, style: style)
      return
    }
    let background = ink(square)
    let color = Palette.rgb(background)
    let luma = 3 * Int(color.red) + 6 * Int(color.green) + Int(color.blue)
    let style = Style(
      foreground: .palette(luma > 1200 ? 16 : 231), background: .palette(background))
    screen[row, column] = Cell(letter, style: style)
    screen[row, column + 1] = Cell(mark == "." ? " " : mark, style: style)
  }
}
