import Figures
import Images
import Tensors
import VisionTransformers

/// The tokens after a block for print: the map that is shown, or those that belong together, and a
/// row of numbers for each token.
struct FeaturesFigure {
  private let view: FeaturesView
  private let session: Session
  private let reading: FeatureReading
  private let components: PrincipalComponents?

  /// Nothing is made where the block has not run.
  init?(_ view: FeaturesView, _ session: Session) {
    guard let reading = view.reading else { return nil }
    self.view = view
    self.session = session
    self.reading = reading
    components = view.findings.components(of: session.selection.address, session)
  }

  /// Every token, with all that is known of it.
  var numbers: NumberTable {
    let outliers = Set(reading.outliers.tokens)
    let scores = components?.components.map(\.scores) ?? []
    let position = reading.position.flatMap { $0.grid == reading.grid ? $0 : nil }
    let columns =
      ["token", "row", "column", "norm", "outlier", "cosine"] + scores.indices.map { "pc\($0 + 1)" }
      + (position == nil ? [] : ["bias_weight", "weight"])
    return NumberTable(
      name: "features", columns: columns,
      rows: (0..<reading.grid.count).map { token in
        let (row, column) = reading.grid.position(of: token)
        let places: [NumberTable.Value] = [.integer(token), .integer(row), .integer(column)]
        let own: [NumberTable.Value] = [
          .real(Double(reading.norms[token])), .logical(outliers.contains(token)),
          .real(Double(reading.cosines[token])),
        ]
        return places + own + scores.map { .real(Double($0[token])) }
          + weights(of: token, position)
      })
  }

  private func weights(
    of token: Int, _ position: FeatureReading.Position?
  ) -> [NumberTable.Value] {
    guard let position else { return [] }
    guard position.field.tokens.contains(token) else { return [.missing, .missing] }
    return [.real(Double(position.alone[token])), .real(Double(position.all[token]))]
  }

  var figure: Figure? {
    let address = session.selection.address
    let place =
      "\(session.spec.name), stage \(address.stage + 1), block \(address.block + 1)"
    let token = "(\(session.cursor.row),\(session.cursor.column))"
    switch view.cells {
    case .norm:
      return figure("\(place): norms of the tokens after the block", [.tokenMap(norms)])
    case .cosine:
      return figure(
        "\(place): cosine of the tokens after the block with token \(token)", [.tokenMap(cosines)])
    case .components:
      guard let components else { return nil }
      return figure(
        "\(place): principal components of the tokens after the block",
        [.tokenMap(colors(components))])
    case .position:
      guard let position = reading.position else { return nil }
      return figure(
        "\(place): attention of token \(token) by bias only, and by all",
        [
          .tokenMap(map("bias only", position.alone, position)),
          .tokenMap(map("all", position.all, position)),
        ])
    }
  }

  private func figure(_ title: String, _ panels: [Figure.Panel]) -> Figure {
    Figure(
      title: title, panels: panels, legend: [LegendEntry("the token", .cursor)],
      provenance: Provenance(session).text)
  }

  private var norms: TokenMapPanel {
    let range = FeatureScale.norm(reading).ranges[0]
    let outliers = reading.outliers
    var panel = values(
      "norm", reading.norms, range.low...max(range.low, range.high), "token norm")
    panel.pins += outliers.tokens.prefix(40).map { TokenPin($0, "!") }
    panel.captions = [
      "median \(NumberText.fixed(outliers.median, 3)), MAD "
        + "\(NumberText.fixed(outliers.deviation, 3)); !: above median + 5 MAD = "
        + "\(NumberText.fixed(outliers.limit, 3)), \(outliers.tokens.count) tokens"
    ]
    return panel
  }

  private var cosines: TokenMapPanel {
    let range = FeatureScale.cosine(reading).ranges[0]
    return values("cosine", reading.cosines, min(range.low, 1)...1, "cosine")
  }

  private func values(
    _ title: String, _ values: [Float], _ range: ClosedRange<Double>, _ label: String
  ) -> TokenMapPanel {
    TokenMapPanel(
      title: title, rows: reading.grid.rows, columns: reading.grid.columns,
      values: values.map { Double($0) }, scale: ColorScale(label, range: range),
      opacity: 1, cursor: reading.token,
      pins: session.pins.marks(on: reading.grid, session.spec.input), pixelsPerToken: stride)
  }

  private var stride: Double {
    PixelScale(grid: reading.grid, input: session.spec.input).stride.columns
  }

  private func colors(_ components: PrincipalComponents) -> TokenMapPanel {
    let scale = FeatureScale.components(components)
    func byte(_ value: Double) -> UInt8 { UInt8(min(1, max(0, value)) * 255) }
    let colors = (0..<reading.grid.count).map { token -> RGB? in
      let positions = scale.positions(of: token) ?? []
      let channels = (0..<3).map { positions.indices.contains($0) ? byte(positions[$0]) : 0 }
      return RGB(red: channels[0], green: channels[1], blue: channels[2])
    }
    let shares = components.components.enumerated().map { index, component in
      "PC\(index + 1) \(NumberText.percent(component.variance / components.totalVariance))"
    }
    return TokenMapPanel(
      title: "three components", rows: reading.grid.rows, columns: reading.grid.columns,
      colors: colors, opacity: 1, cursor: reading.token,
      pins: session.pins.marks(on: reading.grid, session.spec.input), pixelsPerToken: stride,
      captions: [
        "red, green, blue: \(shares.joined(separator: ", ")) of the variance",
        "each from its 2nd to its 98th percentile; its largest loading is positive",
      ])
  }

  private func map(
    _ title: String, _ weights: [Float], _ position: FeatureReading.Position
  ) -> TokenMapPanel {
    let range = FeatureScale.weights(weights, of: position).ranges[0]
    let scale = ColorScale(
      "attention weight", range: 0...max(range.high, .leastNormalMagnitude),
      spacing: .squareRoot)
    return TokenMapPanel(
      title: title, rows: position.grid.rows, columns: position.grid.columns,
      values: weights.enumerated().map {
        position.field.tokens.contains($0.offset) ? Double($0.element) : nil
      }, scale: scale, picture: session.picture?.image, opacity: 1, outlines: [],
      cursor: position.token, pins: session.pins.marks(on: position.grid, session.spec.input))
  }
}
