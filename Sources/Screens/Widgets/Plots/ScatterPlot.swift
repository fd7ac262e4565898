/// Points of several series between two axes, each series with its letter, and `*` where they meet.
///
/// ```text
/// tokens
///  3000┤        B   *
///  1500┤  B   A
///     0┤A
///      └┬───┬───┬────
/// block 1   2   3
/// A swin-t  B pale-t  * several
/// ```
public struct ScatterPlot: Hashable, Sendable {
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
  public func draw(in area: Rect, on screen: inout Screen, theme: Theme) {
    guard
      let frame = PlotFrame(of: series, x: x, y: y, hasLegend: hasLegend, in: area)
    else { return }
    frame.draw(on: &screen, theme: theme, marker: marker)
    frame.drawMarks(of: series, on: &screen, theme: theme)
  }

  /// Where a point is drawn; `nil` for one outside, or where an area has no room for the plot.
  public func cell(of point: PlotSeries.Point, in area: Rect) -> Position? {
    PlotFrame(of: series, x: x, y: y, hasLegend: hasLegend, in: area)?.cell(of: point)
  }
}

extension PlotFrame {
  /// The letters of all points, `*` where letters of several series meet.
  func drawMarks(of series: [PlotSeries], on screen: inout Screen, theme: Theme) {
    var owners: [Position: Int] = [:]
    for (index, one) in series.enumerated() {
      for cell in one.points.compactMap(cell) {
        let isShared = owners[cell].map { $0 != index } ?? false
        owners[cell] = isShared ? -1 : index
        screen[cell.row, cell.column] =
          isShared ? Cell("*", style: theme.title) : Cell(one.mark, style: one.style)
      }
    }
  }
}
