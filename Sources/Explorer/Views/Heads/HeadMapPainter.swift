import Images
import Screens
import VisionTransformers

/// Draws the small map of one head: two tokens to a cell, in half blocks or as characters.
struct HeadMapPainter {
  let reading: HeadsReading
  let head: HeadsReading.Head
  let viewport: MapViewport
  let cells: HeadCells
  /// The weight that is drawn strongest.
  let largest: Float
  let capabilities: TerminalCapabilities
  let theme: Theme

  private var showsWeights: Bool { cells == .weights && head.weights != nil }

  func draw(on screen: inout Screen) {
    if capabilities.hasColoredHalfBlocks {
      drawHalfBlocks(on: &screen)
    } else {
      drawCharacters(on: &screen)
    }
  }

  private func drawHalfBlocks(on screen: inout Screen) {
    let colors = MapColors(
      view: showsWeights ? .weights : .region, isLight: capabilities.background == .light,
      hasTwoBranches: true, ramp: theme.ramp)
    var canvas = PixelCanvas(viewport.area.size, rows: viewport.pixelRows)
    for row in viewport.rows {
      for column in viewport.columns {
        let pixel = viewport.pixel(row: row, column: column)
        canvas.paint(
          row: pixel.row, column: pixel.column, side: viewport.span,
          color: colors.color(of: square(row: row, column: column)))
      }
    }
    canvas.draw(on: &screen, row: viewport.area.row, column: viewport.area.column)
  }

  private func drawCharacters(on screen: inout Screen) {
    let area = viewport.area
    for row in area.rowRange {
      for edge in [area.column - 1, area.columnRange.upperBound] {
        screen[row, edge] = Cell("|", style: theme.line)
      }
      for column in area.columnRange {
        let (upper, lower) = (
          square(atPixelRow: 2 * (row - area.row), column: column - area.column),
          square(atPixelRow: 2 * (row - area.row) + 1, column: column - area.column)
        )
        let isCursor = upper?.isCursor == true || lower?.isCursor == true
        let isInside = upper?.isInRegion == true || lower?.isInRegion == true
        screen[row, column] = Cell(
          isCursor ? "@" : character(upper, lower),
          style: isCursor ? theme.cursor : isInside ? theme.region : theme.outside)
      }
    }
  }

  /// Which of two tokens are in the region, or the larger weight of those that are.
  private func character(_ upper: MapSquare?, _ lower: MapSquare?) -> Character {
    let inside = [upper, lower].map { $0?.isInRegion == true }
    guard showsWeights else {
      return inside[0] ? inside[1] ? ":" : "'" : inside[1] ? "." : " "
    }
    let weights = [upper, lower].compactMap { $0 }.filter(\.isInRegion).map(\.weight)
    return weights.max().map { Character("\(theme.ramp.level(of: $0))") } ?? " "
  }

  private func square(atPixelRow row: Int, column: Int) -> MapSquare? {
    let place = (
      row: viewport.rows.lowerBound + row / viewport.span,
      column: viewport.columns.lowerBound + column / viewport.span
    )
    guard viewport.rows.contains(place.row), viewport.columns.contains(place.column) else {
      return nil
    }
    return square(row: place.row, column: place.column)
  }

  private func square(row: Int, column: Int) -> MapSquare {
    let tokens = viewport.tokens(row: row, column: column)
    var square = MapSquare()
    var sum = (red: 0.0, green: 0.0, blue: 0.0)
    for row in tokens.rows {
      for column in tokens.columns {
        let token = reading.grid[row, column]
        if token == reading.token { square.isCursor = true }
        if head.field.tokens.contains(token) { square.isInRegion = true }
        if let color = reading.colors?[token] {
          sum.red += Double(color.red)
          sum.green += Double(color.green)
          sum.blue += Double(color.blue)
        }
        if let weights = head.weights, largest > 0 {
          square.weight = max(square.weight, Double(weights[token] / largest).squareRoot())
        }
      }
    }
    let isOfSecond = reading.hasTwoBranches && head.branchIndex == 1
    square.isSeenBy = (square.isInRegion && !isOfSecond, square.isInRegion && isOfSecond)
    if reading.colors != nil {
      let count = Double(tokens.rows.count * tokens.columns.count)
      square.color = (sum.red / count, sum.green / count, sum.blue / count)
    }
    return square
  }
}

/// What the small maps of heads show.
enum HeadCells: String, CaseIterable, Sendable {
  /// How much attention falls on each token of the region.
  case weights
  /// The region, branches in colours of their own.
  case region

  var next: Self { self == .weights ? .region : .weights }
}
