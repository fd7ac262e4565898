public import Images

/// Bars from the left, each of parts one after another: time by operation, cost by mechanism.
public struct BarsPanel: Sendable {
  public var title: String
  /// What lengths measure, with its unit.
  public var label: String
  /// What the parts of a bar are, in order; a single one needs no name.
  public var parts: [String]
  public var bars: [FigureBar]
  /// Colours of the parts, or those of ``CategoricalColors``.
  public var colors: [RGB]

  public init(
    title: String = "", label: String, parts: [String] = [], bars: [FigureBar],
    colors: [RGB] = []
  ) {
    self.title = title
    self.label = label
    self.parts = parts
    self.bars = bars
    self.colors = colors
  }
}

/// One bar.
public struct FigureBar: Sendable {
  public var name: String
  /// The length of each part; what is negative or no number counts as nothing.
  public var values: [Double]
  /// What stands at its end; the sum unless told.
  public var note: String?

  public init(_ name: String, _ values: [Double], note: String? = nil) {
    self.name = name
    self.values = values.map { $0.isFinite ? max(0, $0) : 0 }
    self.note = note
  }
}

extension BarsPanel: FigurePanel {
  var fitsBesideOthers: Bool { true }

  private static let rowHeight = 16.0
  private static let textSize = 9.0

  private var legend: SeriesLegend {
    SeriesLegend(
      entries: parts.enumerated().map { index, part in
        SeriesLegend.Entry(name: part, color: color(index), dashes: nil, marker: .square)
      })
  }

  private func color(_ part: Int) -> RGB {
    part < colors.count ? colors[part] : CategoricalColors.color(part)
  }

  private func width(_ texts: some Sequence<String>) -> Double {
    texts.map { TextMetrics.width(of: $0, size: Self.textSize) }.max() ?? 0
  }

  private func note(of bar: FigureBar) -> String {
    bar.note ?? AxisTicks.label(bar.values.reduce(0, +))
  }

  func size(within width: Double) -> FigureSize {
    let fixed = self.width(bars.map(\.name)) + self.width(bars.map(note)) + 24 + legend.width
    return FigureSize(
      width: fixed + max(120, min(300, width - fixed)),
      height: max(Double(bars.count) * Self.rowHeight + 44, legend.height))
  }

  func draw(in area: FigureRect, on canvas: inout some FigureCanvas) {
    let left = area.x + width(bars.map(\.name)) + 8
    let right = area.right - legend.width - width(bars.map(note)) - 14
    let bottom = area.y + Double(bars.count) * Self.rowHeight + 4
    let longest = bars.map { $0.values.reduce(0, +) }.max() ?? 0
    let total = longest > 0 && longest.isFinite ? longest : 1
    drawAxis(left: left, right: right, bottom: bottom, top: area.y, total, on: &canvas)
    for (index, bar) in bars.enumerated() {
      let y = area.y + Double(index) * Self.rowHeight + 2
      canvas.write(
        FigureText(bar.name, size: Self.textSize, anchor: .end), at: FigurePoint(left - 6, y + 10))
      var x = left
      for (part, value) in bar.values.enumerated() {
        let length = value / total * (right - left)
        canvas.fill(FigureRect(x: x, y: y, width: length, height: 12), color(part))
        x += length
      }
      canvas.write(
        FigureText(note(of: bar), size: Self.textSize), at: FigurePoint(x + 5, y + 10))
    }
    legend.draw(at: FigurePoint(area.right - legend.width, area.y), on: &canvas)
  }

  private func drawAxis(
    left: Double, right: Double, bottom: Double, top: Double, _ total: Double,
    on canvas: inout some FigureCanvas
  ) {
    for value in AxisTicks.linear(0...total, count: 4) {
      let x = left + value / total * (right - left)
      canvas.line(FigurePoint(x, top), FigurePoint(x, bottom), Pen(.hairline, 0.5))
      canvas.line(FigurePoint(x, bottom), FigurePoint(x, bottom + 4), Pen(.black, 0.75))
      canvas.write(
        FigureText(AxisTicks.label(value), size: Self.textSize, anchor: .middle),
        at: FigurePoint(x, bottom + 14))
    }
    canvas.stroke(
      [FigurePoint(left, top), FigurePoint(left, bottom), FigurePoint(right, bottom)], Pen(.black))
    canvas.write(
      FigureText(label, anchor: .middle), at: FigurePoint((left + right) / 2, bottom + 30))
  }
}
