/// The axes of a plot: their lines, ticks and labels, and where data lie between them.
struct PlotFrame {
  private static let tickText = 9.0

  let x: AxisScale
  let y: AxisScale
  /// Where data are drawn.
  let inside: FigureRect
  private let xTicks: [(place: Double, label: String)]
  private let yTicks: [(place: Double, label: String)]
  /// Whether names along the horizontal axis run upwards, since side by side they do not fit.
  private let hasVerticalNames: Bool

  init(x: AxisScale, y: AxisScale, in area: FigureRect) {
    self.x = x
    self.y = y
    yTicks = y.ticks(count: max(2, Int(area.height / 45)), spacing: area.height)
    let labels = yTicks.map { TextMetrics.width(of: $0.label, size: Self.tickText) }
    let left = 8 + (labels.max() ?? 0) + (y.axis.label.isEmpty ? 0 : 18)
    let width = max(1, area.width - left - 8)
    let spacing = width / Double(max(1, x.axis.categories.count))
    xTicks = x.ticks(count: max(2, Int(width / 70)), spacing: spacing)
    let widest = xTicks.map { TextMetrics.width(of: $0.label, size: Self.tickText) }.max() ?? 0
    hasVerticalNames = !x.axis.categories.isEmpty && widest + 4 > spacing
    let bottom = (hasVerticalNames ? widest + 8 : 18) + (x.axis.label.isEmpty ? 0 : 16)
    inside = FigureRect(
      x: area.x + left, y: area.y + 6, width: width, height: max(1, area.height - 6 - bottom))
  }

  /// The place of a value; nothing where it cannot be shown.
  func point(_ x: Double, _ y: Double) -> FigurePoint? {
    guard let across = self.x.place(of: x), let up = self.y.place(of: y) else { return nil }
    return FigurePoint(inside.x + across * inside.width, inside.bottom - up * inside.height)
  }

  func draw(on canvas: inout some FigureCanvas) {
    for (place, label) in yTicks {
      let y = inside.bottom - place * inside.height
      canvas.line(FigurePoint(inside.x, y), FigurePoint(inside.right, y), Pen(.hairline, 0.5))
      canvas.line(FigurePoint(inside.x - 4, y), FigurePoint(inside.x, y), Pen(.black, 0.75))
      canvas.write(
        FigureText(label, size: Self.tickText, anchor: .end), at: FigurePoint(inside.x - 7, y + 3))
    }
    for (place, label) in xTicks {
      let x = inside.x + place * inside.width
      canvas.line(
        FigurePoint(x, inside.bottom), FigurePoint(x, inside.bottom + 4), Pen(.black, 0.75))
      canvas.write(
        FigureText(
          label, size: Self.tickText, anchor: hasVerticalNames ? .end : .middle,
          isVertical: hasVerticalNames),
        at: FigurePoint(hasVerticalNames ? x + 3 : x, inside.bottom + (hasVerticalNames ? 7 : 14)))
    }
    canvas.stroke(
      [
        FigurePoint(inside.x, inside.y), FigurePoint(inside.x, inside.bottom),
        FigurePoint(inside.right, inside.bottom),
      ], Pen(.black))
    drawLabels(on: &canvas)
  }

  private func drawLabels(on canvas: inout some FigureCanvas) {
    let widest = yTicks.map { TextMetrics.width(of: $0.label, size: Self.tickText) }.max() ?? 0
    canvas.write(
      FigureText(y.axis.label, anchor: .middle, isVertical: true),
      at: FigurePoint(inside.x - 7 - widest - 7, inside.center.y))
    let names = xTicks.map { TextMetrics.width(of: $0.label, size: Self.tickText) }.max() ?? 0
    canvas.write(
      FigureText(x.axis.label, anchor: .middle),
      at: FigurePoint(
        inside.center.x, inside.bottom + (hasVerticalNames ? names + 8 : 18) + 12))
  }
}
