/// Curves of several series between two axes: letters at the points, dots on the way from one to the
/// next, and `*` where points of several series meet.
///
/// Dots are a character each, or braille where the terminal is said to show it.
public struct LinePlot: Hashable, Sendable {
  /// Points of each series are joined in their order.
  public var series: [PlotSeries]
  public var x: PlotAxis
  public var y: PlotAxis
  /// A value of the horizontal axis to point at.
  public var marker: Double?
  public var hasLegend: Bool

  public init(
    _ series: [PlotSeries], x: PlotAxis = PlotAxis(), y: PlotAxis = PlotAxis(),
    marker: Double? = nil, hasLegend: Bool = true
  ) {
    self.series = series
    self.x = x
    self.y = y
    self.marker = marker
    self.hasLegend = hasLegend
  }

  /// Draws the plot, or nothing where an area has no room for it.
  ///
  /// - Parameters:
  ///   - area: Where to draw.
  ///   - screen: What to draw on.
  ///   - theme: The styles of axes and labels.
  ///   - charset: Lines are of braille dots only where this is `braille`.
  public func draw(
    in area: Rect, on screen: inout Screen, theme: Theme,
    charset: TerminalCapabilities.Charset = .utf8
  ) {
    guard
      let frame = PlotFrame(of: series, x: x, y: y, hasLegend: hasLegend, in: area)
    else { return }
    frame.draw(on: &screen, theme: theme, marker: marker)
    for one in series.reversed() {
      if charset == .braille {
        frame.drawBrailleLine(of: one, on: &screen)
      } else {
        frame.drawLine(of: one, on: &screen)
      }
    }
    frame.drawMarks(of: series, on: &screen, theme: theme)
  }
}

extension PlotFrame {
  /// A dot in every column between two points, or in every row where the line is steep.
  fileprivate func drawLine(of series: PlotSeries, on screen: inout Screen) {
    walk(series, dots: Size(columns: 1, rows: 1)) { row, column in
      screen[field.row + row, field.column + column] = Cell("·", style: series.style)
    }
  }

  /// Eight dots to a cell; cells that hold dots of other series take these up.
  fileprivate func drawBrailleLine(of series: PlotSeries, on screen: inout Screen) {
    walk(series, dots: Size(columns: 2, rows: 4)) { row, column in
      let (cellRow, cellColumn) = (field.row + row / 4, field.column + column / 2)
      let before = screen[cellRow, cellColumn].scalar.value
      let dots = (0x2800...0x28FF).contains(before) ? before : 0x2800
      guard
        let scalar = Unicode.Scalar(dots | Braille.dot(row: row % 4, column: column % 2))
      else { return }
      screen[cellRow, cellColumn] = Cell(Character(scalar), style: series.style)
    }
  }

  /// Visits the dots on the lines of a series, each cell having so many.
  private func walk(_ series: PlotSeries, dots: Size, _ visit: (_ row: Int, _ column: Int) -> Void)
  {
    let (rows, columns) = (field.rows * dots.rows, field.columns * dots.columns)
    let places: [(row: Double, column: Double)?] = series.points.map { point in
      guard let right = x.share(of: point.x), let up = y.share(of: point.y) else { return nil }
      return ((1 - up) * Double(rows - 1), right * Double(columns - 1))
    }
    for (from, to) in zip(places, places.dropFirst()) {
      guard let from, let to else { continue }
      let steps = max(1, Int(max(abs(to.row - from.row), abs(to.column - from.column)).rounded()))
      for step in 0...steps {
        let part = Double(step) / Double(steps)
        visit(
          Int((from.row + part * (to.row - from.row)).rounded()),
          Int((from.column + part * (to.column - from.column)).rounded()))
      }
    }
  }
}

/// The dots of a braille character: four rows of two.
private enum Braille {
  /// The bit of a dot in the character's number, by Unicode's order of dots.
  static func dot(row: Int, column: Int) -> UInt32 {
    column == 0 ? [0x01, 0x02, 0x04, 0x40][row] : [0x08, 0x10, 0x20, 0x80][row]
  }
}
