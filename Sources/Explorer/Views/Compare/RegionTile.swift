import Images
import Screens
import VisionTransformers

/// A small map of a region: the picture, bright in the region and dim outside, two tokens to a cell; or
/// `'` for the upper token, `.` for the lower, `:` for both.
struct RegionTile {
  let region: CompareReading.Region
  let token: Int
  let colors: [RGB]?
  /// Whether each of two branches has a colour of its own.
  let showsBranches: Bool
  let capabilities: TerminalCapabilities
  let theme: Theme

  private var grid: TokenGrid { region.field.grid }
  private var hasTwoBranches: Bool { showsBranches && region.branches.count == 2 }

  func draw(_ viewport: MapViewport, on screen: inout Screen) {
    if capabilities.hasColoredHalfBlocks {
      drawHalfBlocks(viewport, on: &screen)
    } else {
      drawCharacters(viewport, on: &screen)
    }
  }

  private func drawHalfBlocks(_ viewport: MapViewport, on screen: inout Screen) {
    let colors = MapColors(
      view: showsBranches ? .region : .picture, isLight: capabilities.background == .light,
      hasTwoBranches: hasTwoBranches)
    var canvas = PixelCanvas(viewport.area.size, rows: viewport.pixelRows)
    for row in viewport.rows {
      for column in viewport.columns {
        let square = square(viewport.tokens(row: row, column: column))
        let pixel = viewport.pixel(row: row, column: column)
        canvas.paint(
          row: pixel.row, column: pixel.column, side: viewport.span, color: colors.color(of: square)
        )
      }
    }
    canvas.draw(on: &screen, row: viewport.area.row, column: viewport.area.column)
  }

  private func square(_ tokens: (rows: Range<Int>, columns: Range<Int>)) -> MapSquare {
    var square = MapSquare()
    var sum = (red: 0, green: 0, blue: 0)
    for row in tokens.rows {
      for column in tokens.columns {
        let token = grid[row, column]
        if token == self.token { square.isCursor = true }
        if region.field.tokens.contains(token) { square.isInRegion = true }
        if hasTwoBranches, square.isInRegion {
          if region.branches[0].field.tokens.contains(token) { square.isSeenBy.first = true }
          if region.branches[1].field.tokens.contains(token) { square.isSeenBy.second = true }
        }
        guard let color = colors?[token] else { continue }
        sum.red += Int(color.red)
        sum.green += Int(color.green)
        sum.blue += Int(color.blue)
      }
    }
    if colors != nil {
      let count = Double(max(1, tokens.rows.count * tokens.columns.count))
      square.color = (
        Double(sum.red) / count, Double(sum.green) / count, Double(sum.blue) / count
      )
    }
    return square
  }

  // MARK: - Characters

  private func drawCharacters(_ viewport: MapViewport, on screen: inout Screen) {
    let area = viewport.area
    for row in area.rowRange {
      for column in area.columnRange {
        let (upper, lower) = (0...1).map { half in
          inside(viewport, pixelRow: 2 * (row - area.row) + half, pixelColumn: column - area.column)
        }.pair
        let isCursor = upper == .cursor || lower == .cursor
        let isAny = upper == .region || lower == .region
        screen[row, column] = Cell(
          isCursor ? "@" : Self.character(upper == .region, lower == .region),
          style: isCursor ? theme.cursor : isAny ? theme.region : .plain)
      }
    }
  }

  private enum Place { case cursor, region, outside }

  private static func character(_ upper: Bool, _ lower: Bool) -> Character {
    switch (upper, lower) {
    case (true, true): ":"
    case (true, false): "'"
    case (false, true): "."
    case (false, false): " "
    }
  }

  /// What is at a pixel of the map.
  private func inside(_ viewport: MapViewport, pixelRow: Int, pixelColumn: Int) -> Place {
    let row = viewport.rows.lowerBound + pixelRow / viewport.span
    let column = viewport.columns.lowerBound + pixelColumn / viewport.span
    guard viewport.rows.contains(row), viewport.columns.contains(column) else { return .outside }
    let tokens = viewport.tokens(row: row, column: column)
    var place = Place.outside
    for row in tokens.rows {
      for column in tokens.columns {
        if grid[row, column] == token { return .cursor }
        if region.field.tokens.contains(grid[row, column]) { place = .region }
      }
    }
    return place
  }
}

extension Array {
  /// The first two elements.
  fileprivate var pair: (Element, Element) { (self[0], self[1]) }
}
