import Screens
import VisionTransformers

/// What attention costs from one square grid to the next, under every mechanism.
struct CompareCosts {
  let reading: CompareReading
  let session: Session

  /// A letter for each mechanism, in the order of the catalogue.
  static let marks: [Character] = Array("GWSUACPFRDM")
  private static let palette: [UInt8] = [75, 214, 36, 227, 32, 166, 175]

  /// Plot above, and what a plot does not say below or beside.
  func draw(in area: Rect, on screen: inout Screen) {
    var rest = area
    let isWide = area.columns >= 110
    let rows = reading.curves.count + 1
    let table =
      isWide
      ? rest.takeRight(56) : rest.takeBottom(max(0, min(rows, area.rows - 12)))
    drawPlot(in: rest, on: &screen)
    drawCrossings(in: table, on: &screen)
  }

  /// The curves, at sides that most mechanisms fit.
  func drawPlot(in area: Rect, on screen: inout Screen) {
    let theme = session.theme
    let sides = self.sides
    let series = reading.curves.enumerated().map { index, curve in
      PlotSeries(
        MechanismCatalog.shortName(of: curve.name), mark: Self.mark(index),
        style: style(index),
        points: Self.thinned(curve, sides).map {
          PlotSeries.Point(Double($0.side), Double($0.macs))
        })
    }.filter { !$0.points.isEmpty }
    let side = Double(max(reading.grid.rows, reading.grid.columns))
    let bounds = reading.curves.first?.sides
    LinePlot(
      series,
      x: PlotAxis(
        "side", bounds: bounds.map { Double($0.lowerBound)...Double($0.upperBound) },
        scale: .logarithmic, ticks: sides.map { PlotAxis.Tick(Double($0)) }),
      y: PlotAxis(
        "attention MACs, C=\(reading.key.layouts.channels)", scale: .logarithmic,
        ticks: Self.ticks(series)),
      marker: side
    ).draw(in: area, on: &screen, theme: theme, charset: session.capabilities.charset)
  }

  /// Powers of ten with letters.
  private static func ticks(_ series: [PlotSeries]) -> [PlotAxis.Tick] {
    let values = series.flatMap(\.points).map(\.y)
    guard let least = values.min(), let most = values.max(), least > 0 else { return [] }
    return (3...15).compactMap { power in
      let value = (0..<power).reduce(1.0) { product, _ in product * 10 }
      guard value >= least, value <= most else { return nil }
      let letter = ["K", "M", "G", "T", "P"][min(4, power / 3 - 1)]
      return PlotAxis.Tick(value, "\(["1", "10", "100"][power % 3])\(letter)")
    }
  }

  private static func mark(_ index: Int) -> Character {
    marks.indices.contains(index) ? marks[index] : "?"
  }

  private func style(_ index: Int) -> Style {
    guard session.capabilities.colors == .palette256 else { return .plain }
    return Style(foreground: .palette(Self.palette[index % Self.palette.count]))
  }

  /// The sides at which curves are marked: 7 times powers of two, which all usual extents divide.
  private var sides: [Int] {
    let range = reading.curves.first?.sides ?? 7...112
    return sequence(first: 7) { $0 * 2 }.prefix { $0 <= range.upperBound }
      .filter { range.contains($0) }
  }

  /// A curve's points at some sides; where it has few there, of its own ones each that is half as far
  /// again as the last.
  private static func thinned(
    _ curve: AttentionCostCurve, _ sides: [Int]
  ) -> [AttentionCostCurve.Point] {
    let common = curve.points.filter { sides.contains($0.side) }
    if common.count >= 3 { return common }
    var points: [AttentionCostCurve.Point] = []
    for point in curve.points where point.side * 2 >= (points.last?.side ?? 0) * 3 {
      points.append(point)
    }
    return points
  }

  // MARK: - From where on it pays

  /// From which side on each mechanism costs less than global attention, and which sides it fits.
  private func drawCrossings(in area: Rect, on screen: inout Screen) {
    guard area.rows > 1 else { return }
    let theme = session.theme
    let global = Dictionary(
      uniqueKeysWithValues: (reading.curves.first?.points ?? []).map { ($0.side, $0.macs) })
    screen.write(
      "   " + "mechanism".aligned(left: 18) + "below global from".aligned(left: 19) + "fits",
      row: area.row, column: area.column, style: theme.faint, in: area)
    for (index, curve) in reading.curves.enumerated() where index + 1 < area.rows {
      let row = area.row + 1 + index
      screen.write(
        " \(Self.mark(index))", row: row, column: area.column, style: style(index), in: area)
      screen.write(
        curve.name.aligned(left: 18) + Self.crossing(curve, global).aligned(left: 19)
          + curve.coverage, row: row, column: area.column + 3, in: area)
    }
  }

  /// The first side that fits from which on the mechanism always costs less.
  private static func crossing(_ curve: AttentionCostCurve, _ global: [Int: Int]) -> String {
    guard curve.name != GlobalAttention.name else { return NumberText.none }
    var first: Int?
    for point in curve.points {
      guard let other = global[point.side], point.macs < other else {
        first = nil
        continue
      }
      first = first ?? point.side
    }
    return first.map { "side \($0)" } ?? "nowhere here"
  }
}
