import Screens
import VisionTransformers

/// What attention costs from one square grid to the next, under every mechanism.
struct CompareCosts {
  let reading: CompareReading
  let session: Session

  /// A letter for each mechanism, in the order of the catalogue.
  static let marks: [Character] = Array("GWSUACPFRDM")
  private static let palette: [UInt8] = [75, 214, 36, 227, 32, 166, 175]

  /// The plot, and beside it what it does not say.
  func draw(in area: Rect, on screen: inout Screen) {
    var rest = area
    let table = rest.takeRight(area.columns >= 110 ? 62 : min(36, area.columns / 2))
    drawPlot(in: rest.inset(right: 2), hasLegend: false, on: &screen)
    drawTable(in: table, on: &screen)
  }

  /// The curves, at sides that most mechanisms fit.
  func drawPlot(in area: Rect, hasLegend: Bool = true, on screen: inout Screen) {
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
      marker: side, hasLegend: hasLegend
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

  private var sides: [Int] { Self.sides(of: reading) }

  /// The sides at which curves are marked: 7 times powers of two, which all usual extents divide.
  static func sides(of reading: CompareReading) -> [Int] {
    let range = reading.curves.first?.sides ?? 7...112
    return sequence(first: 7) { $0 * 2 }.prefix { $0 <= range.upperBound }
      .filter { range.contains($0) }
  }

  /// A curve's points at some sides; where it has few there, of its own ones each that is half as far
  /// again as the last.
  static func thinned(
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

  /// What each mechanism costs here, from which side on it costs less than global attention, and which
  /// sides it fits.
  private func drawTable(in area: Rect, on screen: inout Screen) {
    let isWide = area.columns >= 60
    let nameColumns = isWide ? 18 : 8
    let global = Dictionary(
      uniqueKeysWithValues: (reading.curves.first?.points ?? []).map { ($0.side, $0.macs) })
    screen.write(
      "   " + "".aligned(left: nameColumns) + "MACs".aligned(right: 7) + "<global".aligned(right: 9)
        + "  fits", row: area.row, column: area.column, style: session.theme.faint, in: area)
    for (index, curve) in reading.curves.enumerated() {
      let row = area.row + 1 + index
      screen.write(
        " \(Self.mark(index))", row: row, column: area.column, style: style(index), in: area)
      let name = isWide ? curve.name : MechanismCatalog.shortName(of: curve.name)
      let region = try? reading.entries[index].region.get()
      let macs = region.map { NumberText.count($0.layout.macs) } ?? NumberText.none
      let numbers =
        name.aligned(left: nameColumns) + macs.aligned(right: 7)
        + Self.crossing(curve, global).aligned(right: 9) + "  "
      let coverage =
        isWide
        ? curve.coverage.cutAtWord(to: area.columns - 3 - numbers.count)
        : "\(curve.points.count)/\(curve.sides.count)"
      screen.write(numbers + coverage, row: row, column: area.column + 3, in: area)
    }
    drawNotes(in: area.inset(top: reading.curves.count + 2, left: 1), on: &screen)
  }

  /// What the table's columns are.
  private func drawNotes(in area: Rect, on screen: inout Screen) {
    let sides = reading.curves.first?.sides ?? 1...1
    let text =
      "* several; ▲ this grid. <global: the side from which on it costs less than global. fits: sides "
      + "of \(sides.lowerBound) to \(sides.upperBound) that divide."
    for (row, line) in text.wrapped(to: area.columns).prefix(area.rows).enumerated() {
      screen.write(
        line, row: area.row + row, column: area.column, style: session.theme.faint, in: area)
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
    return first.map { "from \($0)" } ?? "never"
  }
}
