/// The axes of a plot with their ticks and titles, and the legend below; what is left is for points.
struct PlotFrame {
  /// Where points lie.
  let field: Rect
  let x: PlotRange
  let y: PlotRange
  private let series: [PlotSeries]
  private let axes: (x: PlotAxis, y: PlotAxis)
  private let xTicks: [PlotAxis.Tick]
  private let yTicks: [PlotAxis.Tick]
  private let area: Rect
  private let legend: [StyledText]

  /// The smallest field that is drawn at all.
  private static let least = Size(columns: 4, rows: 2)

  /// Lays out a plot; `nil` where an area has no room for one.
  init?(
    of series: [PlotSeries], x: PlotAxis, y: PlotAxis, hasLegend: Bool, in area: Rect
  ) {
    self.series = series
    self.area = area
    axes = (x, y)
    let points = series.flatMap(\.points)
    self.x = PlotRange(of: x, values: points.map(\.x))
    self.y = PlotRange(of: y, values: points.map(\.y))
    let legend = hasLegend ? Self.legend(of: series, columns: area.columns) : []
    let titleRows = y.title.isEmpty ? 0 : 1
    let rows = area.rows - titleRows - 2
    self.legend = rows - legend.count >= Self.least.rows ? legend : []
    let fieldRows = rows - self.legend.count
    yTicks = (y.ticks ?? self.y.ticks(max(2, (fieldRows + 1) / 2)))
    let labels = max(yTicks.map(\.label.count).max() ?? 0, x.title.count)
    let columns = area.columns - labels - 1
    guard columns >= Self.least.columns, fieldRows >= Self.least.rows else { return nil }
    xTicks = x.ticks ?? self.x.ticks(max(2, columns / 6))
    field = Rect(
      row: area.row + titleRows, column: area.column + labels + 1, columns: columns,
      rows: fieldRows)
  }

  /// The cell of a point; `nil` for one outside.
  func cell(of point: PlotSeries.Point) -> Position? {
    guard let column = column(of: point.x), let row = row(of: point.y) else { return nil }
    return Position(row: row, column: column)
  }

  func column(of value: Double) -> Int? {
    x.share(of: value).map {
      field.column + Int(($0 * Double(field.columns - 1)).rounded())
    }
  }

  func row(of value: Double) -> Int? {
    y.share(of: value).map {
      field.rowRange.upperBound - 1 - Int(($0 * Double(field.rows - 1)).rounded())
    }
  }

  /// Draws all but the points.
  func draw(on screen: inout Screen, theme: Theme, marker: Double?) {
    let axisColumn = field.column - 1
    let axisRow = field.rowRange.upperBound
    for row in field.rowRange {
      screen.write("│", row: row, column: axisColumn, style: theme.line, in: area)
    }
    screen.write(
      "└" + String(repeating: "─", count: field.columns), row: axisRow, column: axisColumn,
      style: theme.line, in: area)
    drawYLabels(on: &screen, theme)
    drawXLabels(on: &screen, theme, row: axisRow + 1)
    if let column = marker.flatMap(column) {
      screen.write("▲", row: axisRow, column: column, style: theme.accent, in: area)
    }
    if !axes.y.title.isEmpty {
      screen.write(axes.y.title, row: area.row, column: area.column, style: theme.faint, in: area)
    }
    for (line, text) in legend.enumerated() {
      screen.write(text, row: axisRow + 2 + line, column: area.column, in: area)
    }
  }

  private func drawYLabels(on screen: inout Screen, _ theme: Theme) {
    var taken: Set<Int> = []
    for tick in yTicks {
      guard let row = row(of: tick.value), taken.insert(row).inserted else { continue }
      let label = tick.label.aligned(right: field.column - 1 - area.column)
      screen.write(label, row: row, column: area.column, style: theme.faint, in: area)
      screen.write("┤", row: row, column: field.column - 1, style: theme.line, in: area)
    }
  }

  /// The title below the labels of the other axis, and labels in the middle below their ticks, as far
  /// as they have room.
  private func drawXLabels(on screen: inout Screen, _ theme: Theme, row: Int) {
    screen.write(axes.x.title, row: row, column: area.column, style: theme.faint, in: area)
    var end = axes.x.title.isEmpty ? area.column : field.column
    let room = area.columnRange.upperBound
    for tick in xTicks {
      guard let column = column(of: tick.value) else { continue }
      let middle = (tick.label.count - 1) / 2
      let start = min(max(end, column - middle), room - tick.label.count)
      guard start >= end, (start..<start + tick.label.count).contains(column) else { continue }
      screen.write(tick.label, row: row, column: start, style: theme.faint, in: area)
      screen.write("┬", row: row - 1, column: column, style: theme.line, in: area)
      end = start + tick.label.count + 1
    }
  }

  /// Names of the series in as many lines as they need.
  private static func legend(of series: [PlotSeries], columns: Int) -> [StyledText] {
    var entries = series.map { series in
      StyledText(String(series.mark), series.style) + StyledText(" \(series.name)")
    }
    if series.count > 1 { entries.append("* several") }
    var lines: [StyledText] = []
    for entry in entries {
      if let last = lines.last, last.columns + 2 + entry.columns <= columns {
        lines[lines.count - 1] = last + "  " + entry
      } else {
        lines.append(entry)
      }
    }
    return lines
  }
}
