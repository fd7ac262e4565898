/// A bar that tells what the colours of a map mean.
struct ColorScaleBar {
  /// Bar, numbers and label, in points.
  static let width = 62.0
  private static let barWidth = 11.0
  private static let steps = 64

  private let scale: ColorScale

  init(_ scale: ColorScale) { self.scale = scale }

  func draw(in area: FigureRect, on canvas: inout some FigureCanvas) {
    let height = min(area.height, 220)
    let bar = FigureRect(
      x: area.x, y: area.y + (area.height - height) / 2, width: Self.barWidth, height: height)
    for step in 0..<Self.steps {
      let part = 1 / Double(Self.steps)
      canvas.fill(
        FigureRect(
          x: bar.x, y: bar.y + (1 - Double(step + 1) * part) * height, width: bar.width,
          height: height * part),
        scale.ramp.color(of: Double(step) / Double(Self.steps - 1)))
    }
    canvas.stroke(bar, Pen(.faintInk, 0.5))
    let range = scale.range
    var widest = 0.0
    for place in [0, 0.5, 1] {
      let share = scale.spacing == .linear ? place : place * place
      let value = range.lowerBound + share * (range.upperBound - range.lowerBound)
      let y = bar.bottom - place * height
      canvas.line(FigurePoint(bar.right, y), FigurePoint(bar.right + 3, y), Pen(.faintInk, 0.75))
      let text = FigureText(AxisTicks.roundLabel(value), size: 8)
      widest = max(widest, TextMetrics.width(of: text))
      canvas.write(text, at: FigurePoint(bar.right + 5, y + 3))
    }
    canvas.write(
      FigureText(scale.label, size: 9, anchor: .middle, isVertical: true),
      at: FigurePoint(min(area.right, bar.right + 5 + widest + 12), bar.center.y))
  }
}
