import Screens

/// Draws the squares of the map.
struct MapPainter {
  let squares: MapSquares
  let viewport: MapViewport
  let view: CellView
  /// Whether the run has weights to show.
  let hasWeights: Bool
  let capabilities: TerminalCapabilities
  let theme: Theme

  func draw(on screen: inout Screen) {
    if capabilities.hasColoredHalfBlocks {
      drawHalfBlocks(on: &screen)
    } else {
      drawCharacters(on: &screen)
    }
  }

  // MARK: - Half blocks

  private func drawHalfBlocks(on screen: inout Screen) {
    let colors = MapColors(
      view: view == .weights && !hasWeights ? .region : view,
      isLight: capabilities.background == .light, hasTwoBranches: squares.hasTwoBranches,
      ramp: theme.ramp)
    var canvas = PixelCanvas(viewport.area.size, rows: viewport.pixelRows)
    var marks: [(row: Int, column: Int, square: MapSquare)] = []
    for row in viewport.rows {
      for column in viewport.columns {
        let square = squares.square(row: row, column: column)
        let pixel = viewport.pixel(row: row, column: column)
        canvas.paint(
          row: pixel.row, column: pixel.column, side: viewport.span, color: colors.color(of: square)
        )
        if viewport.span > 1 { marks.append((pixel.row, pixel.column, square)) }
      }
    }
    canvas.draw(on: &screen, row: viewport.area.row, column: viewport.area.column)
    for mark in marks {
      drawEdges(mark.square, row: mark.row, column: mark.column, on: &screen)
      draw(mark.square, row: mark.row, column: mark.column, on: &screen)
    }
  }

  /// Lines where windows or stripes begin, if squares take whole cells.
  private func drawEdges(_ square: MapSquare, row: Int, column: Int, on screen: inout Screen) {
    guard viewport.span.isMultiple(of: 2) else { return }
    let (top, left) = (viewport.area.row + row / 2, viewport.area.column + column)
    let ink = Color.palette(capabilities.background == .light ? 240 : 247)
    if square.hasEdge.above {
      for offset in 0..<viewport.span { mark(top, left + offset, "▔", ink, on: &screen) }
    }
    if square.hasEdge.left {
      for offset in 0..<viewport.span / 2 { mark(top + offset, left, "▏", ink, on: &screen) }
    }
  }

  private func mark(
    _ row: Int, _ column: Int, _ sign: Character, _ ink: Color, on screen: inout Screen
  ) {
    screen[row, column].character = sign
    screen[row, column].style.foreground = ink
  }

  /// Writes on the middle of a square: brackets around the cursor, or the digit of a weight.
  private func draw(_ square: MapSquare, row: Int, column: Int, on screen: inout Screen) {
    let middle = viewport.area.row + (row + 1) / 2 + (viewport.span / 2 - 1) / 2
    let left = viewport.area.column + column
    if square.isCursor {
      let right = left + viewport.span - 1
      screen[middle, left].character = "▸"
      screen[middle, right].character = "◂"
      for column in [left, right] { screen[middle, column].style.foreground = .palette(16) }
    } else if view == .weights && hasWeights && square.isInRegion {
      let ramp = theme.ramp
      let level = ramp.level(of: square.weight)
      screen[middle, left + viewport.span / 2] = Cell(
        Character("\(level)"),
        style: Style(
          foreground: .palette(ramp.ink(onLevel: level)),
          background: .palette(ramp.levels[level])))
    }
  }

  // MARK: - Characters

  private func drawCharacters(on screen: inout Screen) {
    for row in viewport.rows {
      for column in viewport.columns {
        let square = squares.square(row: row, column: column)
        let pixel = viewport.pixel(row: row, column: column)
        let style =
          square.isCursor ? theme.cursor : square.isInRegion ? theme.region : theme.outside
        let lines = viewport.span / 2
        for line in 0..<lines {
          screen.write(
            characters(of: square, isLastLine: line == lines - 1),
            row: viewport.area.row + pixel.row / 2 + line,
            column: viewport.area.column + pixel.column, style: style)
        }
      }
    }
  }

  /// The brightness of a square and its mark, in as many columns as it is wide.
  private func characters(of square: MapSquare, isLastLine: Bool) -> String {
    let brightness = view == .norm ? square.norm : square.luma
    let luma = String(repeating: LumaRamp.character(of: brightness), count: viewport.span - 1)
    if square.isCursor { return ">" + luma.dropFirst() + "@" }
    if square.isInRegion { return luma + mark(of: square) }
    if square.isHop { return luma + "~" }
    switch (square.isLast.below && isLastLine, square.isLast.right) {
    case (true, true): return luma + "+"
    case (true, false): return luma + "_"
    case (false, true): return luma + "|"
    case (false, false): return luma + " "
    }
  }

  private func mark(of square: MapSquare) -> String {
    switch view {
    case .picture, .weights, .norm:
      return hasWeights ? "\(theme.ramp.level(of: square.weight))" : "o"
    case .region:
      guard squares.hasTwoBranches else { return "o" }
      return square.isSeenBy.first ? square.isSeenBy.second ? "x" : "a" : "b"
    }
  }
}
