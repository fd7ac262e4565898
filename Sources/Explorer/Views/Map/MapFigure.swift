import Figures
import Images
import VisionTransformers

/// The map for print: the picture, the region around the token, and its weights where there are some.
struct MapFigure {
  private let session: Session
  private let cells: CellView

  init(_ session: Session, cells: CellView) {
    self.session = session
    self.cells = cells
  }

  private var reading: TokenReading { session.reading }
  private var region: RegionReading? { try? reading.region.get() }

  var figure: Figure {
    Figure(
      title: title, panels: [.tokenMap(map)], legend: legend,
      provenance: Provenance(session).text)
  }

  private var title: String {
    "\(session.spec.name), stage \(session.selection.address.stage + 1), "
      + "block \(session.selection.address.block + 1): \(reading.mechanism) attention of token "
      + "(\(reading.row),\(reading.column))"
  }

  private var map: TokenMapPanel {
    let grid = reading.grid
    let values = values
    var panel = TokenMapPanel(
      rows: grid.rows, columns: grid.columns, picture: session.picture?.image,
      outlines: outlines, cursor: reading.token,
      pins: session.pins.marks(on: grid, session.spec.input),
      pixelsPerToken: session.scale.stride.columns,
      captions: captions)
    if let values {
      panel.scale = values.scale
      panel.colors = values.values.map { $0.map(values.scale.color(of:)) }
    } else if let region {
      let inside = Set(region.field.tokens)
      panel.colors = (0..<grid.count).map { inside.contains($0) ? nil : RGB(hex: 0xFFFFFF) }
    }
    return panel
  }

  /// What the tokens are coloured by; nothing where only the region is shown.
  private var values: (values: [Double?], scale: ColorScale)? {
    switch cells {
    case .weights:
      guard let attention = reading.attention, let region else { return nil }
      let inside = Set(region.field.tokens)
      return (
        attention.weights.enumerated().map { inside.contains($0) ? Double($1) : nil },
        ColorScale(
          "attention weight", range: 0...max(Double(attention.largest), .leastNormalMagnitude),
          spacing: .squareRoot)
      )
    case .norm:
      guard let norms = reading.norms?.map(Double.init), let least = norms.min(),
        let most = norms.max()
      else { return nil }
      return (norms, ColorScale("token norm", range: least...max(least, most)))
    case .picture, .region: return nil
    }
  }

  private var outlines: [TokenOutline] {
    guard let region else { return [] }
    let count = reading.grid.count
    let bands = (0..<count).map { token in
      let (row, column) = reading.grid.position(of: token)
      return region.bands.rows[row] * reading.grid.columns + region.bands.columns[column]
    }
    return (region.bands.isVisible ? [TokenOutline(between: bands, isDashed: true)] : [])
      + (region.hops.isEmpty
        ? [] : [TokenOutline(around: region.hopTokens, of: count, color: Self.laterInk)])
      + [TokenOutline(around: region.field.tokens, of: count)]
  }

  private var captions: [String] {
    guard let region else { return [] }
    let field = region.field
    return [
      "\(field.count) of \(reading.grid.count) tokens, "
        + NumberText.percent(field.share, digits: 2), region.reason,
    ]
  }

  /// Bluish green, from Okabe and Ito.
  private static let laterInk = RGB(hex: 0x009E73)

  private var legend: [LegendEntry] {
    let name = session.selection.direction == .incoming ? "tokens that attend to it" : "its region"
    return [LegendEntry("the token", .cursor), LegendEntry(name, .outline(.black))]
      + (region?.hops.isEmpty == false
        ? [LegendEntry("what the next layer reaches", .outline(Self.laterInk))] : [])
      + (region?.bands.isVisible == true
        ? [LegendEntry("borders of the partition", .dashedOutline(.faintInk))] : [])
  }

  /// The tokens of the region, each with its weight (the mean over heads, or one head's) where
  /// there was a run.
  var numbers: NumberTable? {
    guard let region else { return nil }
    let shown = region.field.tokens
    let columns = ["token", "row", "column"]
    guard let attention = reading.attention else {
      return NumberTable(
        name: "region", columns: columns, rows: shown.map { place(of: $0) })
    }
    return NumberTable(
      name: "attention", columns: columns + ["weight"],
      rows: shown.map { place(of: $0) + [.real(Double(attention.weights[$0]))] })
  }

  private func place(of token: Int) -> [NumberTable.Value] {
    let (row, column) = reading.grid.position(of: token)
    return [.integer(token), .integer(row), .integer(column)]
  }
}
