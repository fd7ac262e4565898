import Images
import Screens
import VisionTransformers

/// Draws tokens in the colours of a scale, or as digits where there are no colours.
struct FeaturePainter {
  let scale: FeatureScale
  let viewport: MapViewport
  /// The token under the cursor.
  let token: Int
  /// The mean colour of each token, for what lies outside of a region.
  let colors: [RGB]?
  let capabilities: TerminalCapabilities
  let theme: Theme

  /// Orange, which the ramps have none of.
  static let outlierColor: UInt8 = 208

  private var grid: TokenGrid { viewport.grid }

  /// What is drawn of a token, or of several pooled.
  private struct Square {
    /// Means of where the tokens' numbers lie; nothing where all are outside.
    var positions: [Double]?
    var isCursor = false
    var isMarked = false
    var luma = 0.0
  }

  func draw(on screen: inout Screen) {
    if capabilities.hasColoredHalfBlocks {
      drawHalfBlocks(on: &screen)
    } else {
      drawCharacters(on: &screen)
    }
  }

  private func square(row: Int, column: Int) -> Square {
    let tokens = viewport.tokens(row: row, column: column)
    var square = Square()
    var (sums, count, luma) = ([Double](), 0.0, 0.0)
    for row in tokens.rows {
      for column in tokens.columns {
        let own = grid[row, column]
        if own == token { square.isCursor = true }
        if scale.marked.contains(own) { square.isMarked = true }
        if let color = colors?[own] {
          luma +=
            (0.299 * Double(color.red) + 0.587 * Double(color.green) + 0.114 * Double(color.blue))
            / 255
        }
        guard let positions = scale.positions(of: own) else { continue }
        count += 1
        sums = sums.isEmpty ? positions : zip(sums, positions).map(+)
      }
    }
    if count > 0 { square.positions = sums.map { $0 / count } }
    square.luma = luma / Double(tokens.rows.count * tokens.columns.count)
    return square
  }

  // MARK: - Half blocks

  private func drawHalfBlocks(on screen: inout Screen) {
    var canvas = PixelCanvas(viewport.area.size, rows: viewport.pixelRows)
    var marks: [(row: Int, column: Int, square: Square)] = []
    for row in viewport.rows {
      for column in viewport.columns {
        let square = square(row: row, column: column)
        let pixel = viewport.pixel(row: row, column: column)
        canvas.paint(
          row: pixel.row, column: pixel.column, side: viewport.span, color: color(of: square))
        if square.isCursor || square.isMarked { marks.append((pixel.row, pixel.column, square)) }
      }
    }
    canvas.draw(on: &screen, row: viewport.area.row, column: viewport.area.column)
    for (row, column, square) in marks where viewport.span > 1 {
      let middle = viewport.area.row + (row + 1) / 2 + (viewport.span / 2 - 1) / 2
      let left = viewport.area.column + column
      if square.isCursor {
        screen[middle, left].character = "▸"
        screen[middle, left + viewport.span - 1].character = "◂"
      } else {
        screen[middle, left + viewport.span / 2].character = "!"
      }
    }
  }

  private func color(of square: Square) -> UInt8 {
    if square.isCursor { return Theme.cursorColor }
    if square.isMarked { return Self.outlierColor }
    guard let positions = square.positions else {
      return Palette.nearest(
        grey: (capabilities.background == .light ? 0.7 : 0.07) + 0.2 * square.luma)
    }
    return Self.color(of: positions, theme.ramp)
  }

  /// One number by the ramp, three as red, green and blue.
  static func color(of positions: [Double], _ ramp: ColorRamp) -> UInt8 {
    guard positions.count > 1 else {
      return ramp.levels[ramp.level(of: positions.first ?? 0)]
    }
    func channel(_ index: Int) -> UInt8 {
      UInt8(positions.indices.contains(index) ? min(1, max(0, positions[index])) * 255 : 0)
    }
    return Palette.nearest(red: channel(0), green: channel(1), blue: channel(2))
  }

  // MARK: - Characters

  /// Two columns a token: a digit for one number, two for the first two of three.
  private func drawCharacters(on screen: inout Screen) {
    for row in viewport.rows {
      for column in viewport.columns {
        let square = square(row: row, column: column)
        let pixel = viewport.pixel(row: row, column: column)
        let style =
          square.isCursor ? theme.cursor : square.isMarked ? theme.region : .plain
        for line in 0..<max(1, viewport.span / 2) {
          screen.write(
            characters(of: square), row: viewport.area.row + pixel.row / 2 + line,
            column: viewport.area.column + pixel.column, style: style)
        }
      }
    }
  }

  private func characters(of square: Square) -> String {
    let digits = (square.positions ?? []).prefix(2).map { "\(theme.ramp.level(of: $0))" }
    let rest = String(repeating: " ", count: max(0, viewport.span - 2))
    if square.isCursor { return ">\(rest)@" }
    if square.isMarked { return "!\(rest)!" }
    switch digits.count {
    case 0: return "  \(rest)"
    case 1: return " \(rest)\(digits[0])"
    default: return "\(digits[0])\(digits[1])\(rest)"
    }
  }
}

extension Palette {
  /// The grey that is nearest to a brightness from 0 to 1.
  static func nearest(grey: Double) -> UInt8 {
    let byte = UInt8(min(255, max(0, grey * 255)))
    return nearest(red: byte, green: byte, blue: byte)
  }
}
