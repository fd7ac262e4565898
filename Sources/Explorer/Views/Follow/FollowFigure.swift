import Figures
import Images
import VisionTransformers

/// The page for print: the shares of the token over the picture, and the growth beside it.
struct FollowFigure {
  let session: Session
  let reading: FollowReading
  let known: FollowKnowledge
  let showsOthers: Bool
  /// At how many maps before the pixels the way ends.
  let stopsShort: Int

  /// Nothing before the token has been followed.
  var figure: Figure? {
    guard let token = known.token else { return nil }
    let plot = growth.map { [Figure.Panel.plot($0)] } ?? []
    return Figure(
      title: title(token), panels: [.tokenMap(map(token))] + plot,
      legend: [LegendEntry("the token", .outline(CategoricalColors.vermillion))],
      provenance: Provenance(session).text + "; " + FollowFacts.conventions)
  }

  private func title(_ token: FollowedToken) -> String {
    let (row, column) = token.place
    return "\(session.spec.name), token (\(row),\(column)) of \(token.grid) after "
      + "\(token.rollout.origin.address): \(reading.meaning)"
  }

  // MARK: - The map

  private func map(_ token: FollowedToken) -> TokenMapPanel {
    // Pixels are too many for vector graphics: what lies below the first grid is drawn on it.
    let mass = stopsShort == 0 ? token.rollout.base : token.mass(at: token.stops - 1 - stopsShort)
    let grid = mass.grid
    let extent = token.extent(on: grid)
    let over = extent.rows.flatMap { row in extent.columns.map { grid[row, $0] } }
    var panel = TokenMapPanel(
      rows: grid.rows, columns: grid.columns, picture: session.picture?.image,
      outlines: [
        TokenOutline(around: over, of: grid.count, color: CategoricalColors.vermillion)
      ],
      pins: session.pins.marks(on: grid, session.spec.input),
      pixelsPerToken: Double(session.spec.input.width) / Double(grid.columns),
      captions: captions(token))
    guard reading != .theory else {
      panel.colors = mass.tokens.map { $0 > 0 ? nil : .white }
      return panel
    }
    let most = 100 * (mass.tokens.max() ?? 0)
    let scale = ColorScale(
      "share of the token, %", range: 0...max(most, .leastNormalMagnitude), spacing: .squareRoot)
    panel.scale = scale
    panel.colors = mass.tokens.map { $0 > 0 ? scale.color(of: 100 * $0) : nil }
    return panel
  }

  private func captions(_ token: FollowedToken) -> [String] {
    let count = token.rollout.base.grid.count
    let reach =
      "reaches \(token.reached) of \(count) tokens, "
      + NumberText.percent(Double(token.reached) / Double(count), digits: 2)
    guard reading != .theory else { return [reach] }
    return [
      reach,
      "\(NumberText.fixed(token.size.effectiveTokens, 1)) tokens effective, n50 \(token.size.n50), "
        + "n90 \(token.size.n90)",
    ]
  }

  // MARK: - The growth

  private var growth: PlotPanel? {
    guard let model = known.model, let uniform = known.uniform else { return nil }
    let tokens = model.path.base.count
    var series = [line(uniform, model.name)]
    if let measured = known.measured { series.append(line(measured, "\(model.name), measured")) }
    series.append(
      PlotSeries(
        "\(model.name), reach", points: points(uniform) { $0.share * Double(tokens) }))
    for entry in showsOthers ? known.others?.entries ?? [] : [] where entry.model.name != model.name
    {
      guard let other = entry.growth, other.depths.first?.base.grid.count == tokens else {
        continue
      }
      series.append(line(other, entry.model.name))
    }
    return PlotPanel(
      title: "Growth over depth", x: PlotAxis("block"),
      y: PlotAxis("tokens of \(tokens)", range: 0...Double(tokens)), series: series,
      guides: stageGuides(model))
  }

  private func line(_ growth: RolloutGrowth, _ name: String) -> PlotSeries {
    PlotSeries("\(name), effective", points: points(growth) { $0.rollout.size.effectiveTokens })
  }

  private func points(
    _ growth: RolloutGrowth, _ value: (RolloutGrowth.Depth) -> Double
  ) -> [FigurePoint] {
    growth.depths.enumerated().map { FigurePoint(Double($0.offset + 1), value($0.element)) }
  }

  private func stageGuides(_ model: FollowedModel) -> [PlotGuide] {
    model.path.blocks.enumerated().filter { $0.element.address.block == 0 }.map {
      PlotGuide(.vertical, at: Double($0.offset + 1), "s\($0.element.address.stage + 1)")
    }
  }
}
