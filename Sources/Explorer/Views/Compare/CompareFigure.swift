import Figures
import Images
import Screens
import VisionTransformers

/// The comparison for print: small multiples and costs, and their numbers.
struct CompareFigure {
  private let reading: CompareReading
  private let session: Session
  private let page: ComparePage

  init(_ reading: CompareReading, _ session: Session, page: ComparePage) {
    self.reading = reading
    self.session = session
    self.page = page
  }

  private var place: String {
    let (row, column) = reading.grid.position(of: reading.token)
    return "token (\(row),\(column)) of \(reading.grid.rows)x\(reading.grid.columns)"
  }

  private var heads: String { reading.key.head.map { "head \($0)" } ?? "all heads" }

  var figure: Figure {
    Figure(
      title: page == .costs
        ? "Attention MACs against resolution, \(reading.key.layouts.channels) channels"
        : "\(place) under every mechanism, one layer, \(heads)",
      panels: page == .costs
        ? [plot] : page == .table ? [.table(TablePanel(numbers))] : [maps, plot],
      legend: page.hasMaps
        ? [LegendEntry("the token", .cursor), LegendEntry("its region", .outline(.black))] : [],
      provenance: Provenance(session, grid: reading.grid).text)
  }

  // MARK: - Panels

  private var maps: Figure.Panel {
    .multiples(MultiplesPanel(maps: reading.regions.map { map($0.entry, $0.region) }))
  }

  private func map(
    _ entry: CompareReading.Entry, _ region: CompareReading.Region
  ) -> TokenMapPanel {
    let count = reading.grid.count
    let inside = Set(region.field.tokens)
    let facts = CompareFacts(region)
    return TokenMapPanel(
      title: entry.name, rows: reading.grid.rows, columns: reading.grid.columns,
      colors: (0..<count).map { inside.contains($0) ? nil : RGB(hex: 0xFFFFFF) },
      picture: session.picture?.image,
      outlines: [TokenOutline(around: region.field.tokens, of: count)], cursor: reading.token,
      pins: session.pins.marks(on: reading.grid, session.spec.input),
      captions: [
        "\(facts.tokens) tokens, \(facts.share), span \(facts.span)",
        "\(facts.effective) effective, \(facts.macs) MACs",
      ])
  }

  private var plot: Figure.Panel {
    .plot(
      PlotPanel(
        x: Figures.PlotAxis("tokens along a side of a square grid", isLogarithmic: true),
        y: Figures.PlotAxis("MACs of the attention (papers: FLOPs)", isLogarithmic: true),
        series: reading.curves.filter { !$0.points.isEmpty }.map { curve in
          Figures.PlotSeries(
            curve.name,
            points: CompareCosts.thinned(curve, CompareCosts.sides(of: reading)).map {
              FigurePoint(Double($0.side), Double($0.macs))
            })
        }))
  }

  // MARK: - Numbers

  var numbers: NumberTable { page == .costs ? costs : regions }

  private var regions: NumberTable {
    NumberTable(
      name: "compare",
      columns: [
        "mechanism", "rows", "columns", "tokens", "share", "span_rows", "span_columns",
        "effective", "distance_px", "macs", "verdict",
      ],
      rows: reading.entries.map { entry in
        let grid: [NumberTable.Value] = [
          .text(entry.name), .integer(reading.grid.rows), .integer(reading.grid.columns),
        ]
        guard let region = try? entry.region.get() else {
          return grid
            + [.missing, .missing, .missing, .missing, .missing, .missing, .missing]
            + [.text(entry.verdict)]
        }
        let field = region.field
        return grid + [
          .integer(field.count), .real(field.share), .integer(field.span.rows),
          .integer(field.span.columns), NumberTable.Value(region.uniform?.effectiveTokens),
          NumberTable.Value(region.uniform?.distance), .integer(region.layout.macs),
          .text(entry.verdict),
        ]
      })
  }

  private var costs: NumberTable {
    NumberTable(
      name: "costs", columns: ["mechanism", "side", "channels", "macs"],
      rows: reading.curves.flatMap { curve in
        curve.points.map { point in
          [
            .text(curve.name), .integer(point.side), .integer(curve.channels),
            .integer(point.macs),
          ]
        }
      })
  }

  /// One mechanism, in a line for notes.
  func row(of entry: CompareReading.Entry) -> String {
    var parts = [entry.name, place, heads, entry.verdict]
    if let region = try? entry.region.get() {
      let facts = CompareFacts(region)
      parts += [
        "region \(facts.tokens) tokens", NumberText.percent(region.field.share, digits: 2),
        "span \(facts.span)", "effective tokens \(facts.effective)",
        "mean distance \(facts.distance) px", "attention MACs \(region.layout.macs)",
      ]
    }
    return parts.joined(separator: ", ").escapingControls
  }
}
