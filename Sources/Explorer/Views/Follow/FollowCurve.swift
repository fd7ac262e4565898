import Screens
import VisionTransformers

/// Growth over the blocks as curves.
struct FollowCurve {
  let session: Session
  let reading: FollowReading
  let known: FollowKnowledge
  let showsOthers: Bool

  private static let colors: [UInt8] = [74, 214, 36, 175, 166, 227]
  /// The same, dark enough for paper.
  private static let darkColors: [UInt8] = [25, 130, 29, 132, 124, 94]

  /// The plot; nothing before anything is known.
  var plot: LinePlot? {
    guard let model = known.model, let uniform = known.uniform else { return nil }
    let series = showsOthers ? compared(model, uniform) : own(model, uniform)
    let most = isInTokens ? Double(model.path.base.count) : 100
    var plot = LinePlot(
      series.enumerated().map { index, one in
        var one = one
        one.style = style(index)
        return one
      },
      x: PlotAxis("block", bounds: 1...Double(max(2, blocks(model)))),
      y: PlotAxis(
        isInTokens ? "tokens of \(model.path.base.count)" : "% of the first grid",
        bounds: 0...most),
      marker: model.index(of: session.selection.address).map { Double($0 + 1) })
    if !showsOthers { plot.x.ticks = stageTicks(model) }
    return plot
  }

  /// The most blocks of any network that is drawn.
  private func blocks(_ model: FollowedModel) -> Int {
    let others = showsOthers ? grown.map { $0.model.path.blocks.count } : []
    return ([model.path.blocks.count] + others).max() ?? 1
  }

  private func style(_ index: Int) -> Style {
    guard session.capabilities.colors == .palette256 else {
      return session.theme.parts[index % session.theme.parts.count]
    }
    let isLight = session.capabilities.background == .light
    let colors = isLight ? Self.darkColors : Self.colors
    return Style(foreground: .palette(colors[index % colors.count]))
  }

  /// The first block of each stage.
  private func stageTicks(_ model: FollowedModel) -> [PlotAxis.Tick] {
    model.path.blocks.enumerated().filter { $0.element.address.block == 0 }.map {
      PlotAxis.Tick(Double($0.offset + 1), $0.element.address.description)
    }
  }

  // MARK: - The model alone

  private func own(_ model: FollowedModel, _ uniform: RolloutGrowth) -> [PlotSeries] {
    let most = Double(model.path.base.count)
    let reach = PlotSeries("reach", mark: "T", values: uniform.depths.map { $0.share * most })
    switch reading {
    case .theory:
      let means = model.path.blocks.indices.map { model.meanShare(after: $0) * most }
      return [reach, PlotSeries("mean of all tokens", mark: "m", values: means)]
    case .uniform: return sizes(uniform, "E", "eff") + [reach]
    case .measured:
      let even = PlotSeries(
        "keys alike", mark: "E", values: uniform.depths.map(\.rollout.size.effectiveTokens))
      return (known.measured.map { sizes($0, "M", "measured") } ?? []) + [even]
    }
  }

  private func sizes(_ growth: RolloutGrowth, _ mark: Character, _ name: String) -> [PlotSeries] {
    let sizes = growth.depths.map(\.rollout.size)
    return [
      PlotSeries(name, mark: mark, values: sizes.map(\.effectiveTokens)),
      PlotSeries("n50", mark: "5", values: sizes.map { Double($0.n50) }),
      PlotSeries("n90", mark: "9", values: sizes.map { Double($0.n90) }),
    ]
  }

  // MARK: - Beside others

  private var grown: [(entry: ComparedModels.Entry, model: FollowedModel, growth: RolloutGrowth)] {
    (known.others?.entries ?? []).compactMap { entry in
      guard let model = try? entry.outcome.get(), let growth = entry.growth else { return nil }
      return (entry.model, model, growth)
    }
  }

  /// Whether all first grids have as many tokens, so that tokens can be compared.
  private var isInTokens: Bool {
    guard showsOthers, let model = known.model else { return true }
    return grown.allSatisfy { $0.model.path.base.count == model.path.base.count }
  }

  /// Effective tokens, or in theory reach, of each network.
  private func compared(_ model: FollowedModel, _ uniform: RolloutGrowth) -> [PlotSeries] {
    var series = grown.map { values(of: $0.growth, $0.entry.name, $0.entry.mark) }
    if reading == .measured, let measured = known.measured {
      series.append(values(of: measured, "\(model.name) measured", "M"))
    }
    if !grown.contains(where: { $0.entry.name == model.name }) {
      series.append(values(of: uniform, model.name, "o"))
    }
    return series
  }

  private func values(of growth: RolloutGrowth, _ name: String, _ mark: Character) -> PlotSeries {
    PlotSeries(
      name, mark: mark,
      values: growth.depths.map { depth in
        let tokens = Double(depth.base.grid.count)
        let value =
          reading == .theory ? depth.share * tokens : depth.rollout.size.effectiveTokens
        return isInTokens ? value : 100 * value / tokens
      })
  }
}
