import Images
import Screens
import Tensors
import VisionTransformers

/// Draws the page of features.
struct FeaturesDrawing {
  /// A map, what it is called, and its colours; nothing where there are no numbers yet.
  struct Map {
    let title: String
    let scale: FeatureScale?
  }

  private let view: FeaturesView
  private let session: Session
  let layout: FeaturesLayout
  private let maps: [Map]
  private let grid: TokenGrid
  private let cursor: (row: Int, column: Int)
  private let components: PrincipalComponents?

  init(_ view: FeaturesView, _ session: Session, in area: Rect) {
    self.view = view
    self.session = session
    components = view.findings.components(of: session.selection.address, session)
    maps = Self.maps(view, components)
    grid = Self.grid(view, session)
    cursor = PixelScale(grid: grid, input: session.spec.input).token(at: session.selection.point)
    layout = FeaturesLayout(
      maps: maps.count, on: grid, cursor: cursor, isFit: view.isFit, session, in: area)
  }

  /// The grid that is drawn: the layer's where attention is shown, else that of the block's tokens.
  private static func grid(_ view: FeaturesView, _ session: Session) -> TokenGrid {
    if view.cells == .position { return view.reading?.position?.grid ?? session.grid }
    return view.reading?.grid ?? session.stage.grid
  }

  private static func maps(_ view: FeaturesView, _ components: PrincipalComponents?) -> [Map] {
    guard let reading = view.reading else { return [Map(title: "", scale: nil)] }
    switch view.cells {
    case .norm: return [Map(title: "", scale: .norm(reading))]
    case .cosine: return [Map(title: "", scale: .cosine(reading))]
    case .components: return [Map(title: "", scale: components.map { .components($0) })]
    case .position:
      guard let position = reading.position else { return [Map(title: "", scale: nil)] }
      return [
        Map(title: "bias only", scale: .weights(position.alone, of: position)),
        Map(title: "all", scale: .weights(position.all, of: position)),
      ]
    }
  }

  private var theme: Theme { session.theme }

  func draw(on screen: inout Screen) {
    drawEdges(on: &screen)
    for (index, map) in maps.enumerated() {
      let (viewport, title) = (layout.viewports[index], layout.titles[index])
      screen.write(map.title, row: title.row, column: title.column, style: theme.title, in: title)
      guard let scale = map.scale else { continue }
      FeaturePainter(
        scale: scale, viewport: viewport, token: grid[cursor.row, cursor.column],
        colors: colors, capabilities: session.capabilities, theme: theme
      ).draw(on: &screen)
      PinMarks(session: session, viewport: viewport).draw(on: &screen)
    }
    guard let first = layout.viewports.first else { return }
    MapRulers(viewport: first, cursor: cursor, theme: theme)
      .draw(columns: layout.columnRuler, rows: layout.rowRuler, on: &screen)
    screen.cursor = first.cell(ofRow: cursor.row, column: cursor.column)
    drawFacts(on: &screen)
  }

  private var colors: [RGB]? {
    session.reading.grid == grid ? session.reading.colors : nil
  }

  private func drawFacts(on screen: inout Screen) {
    var area = layout.side
    if layout.hasFrames {
      area = Frame(StyledText(view.cells.title, theme.title), style: theme.line)
        .draw(in: area, on: &screen).inset(left: 1, right: 1)
    }
    guard let reading = view.reading else {
      let reason = session.run.isActive ? "the block has not run yet" : "after a run: r"
      screen.write(reason, row: area.row, column: area.column, style: theme.faint, in: area)
      return
    }
    let facts = FeatureFacts(
      session: session, reading: reading, components: components,
      isWorking: view.findings.isWorking)
    let lines = facts.lines(view.cells, columns: area.columns, rows: area.rows)
    for (row, line) in lines.prefix(area.rows).enumerated() {
      screen.write(line, row: area.row + row, column: area.column, in: area)
    }
    let rest = area.inset(top: lines.count + 1)
    facts.histogram(view.cells)?.draw(in: rest, on: &screen)
    if view.cells == .components, let components {
      ComponentPlane(components: components, token: reading.token, theme: theme)
        .draw(in: rest, on: &screen)
    }
  }

  // MARK: - Legend

  private func drawEdges(on screen: inout Screen) {
    if layout.hasFrames {
      let name =
        view.cells == .position
        ? "attention of the token" : "after \(session.selection.address)"
      var title = StyledText("features ", theme.title)
      title.append(name, theme.faint)
      Frame(title, footnote: legend, style: theme.line).draw(in: layout.panel, on: &screen)
    } else {
      screen.rule(
        StyledText("\(view.cells.title)  ", theme.title) + legend, in: layout.legend,
        style: theme.line)
    }
  }

  private var isColored: Bool { session.capabilities.hasColoredHalfBlocks }

  private var legend: StyledText {
    guard let scale = maps.first?.scale else { return StyledText("no numbers yet", theme.faint) }
    var text = StyledText()
    if let viewport = layout.viewports.first, viewport.pool > 1 {
      text.append("fit: means of \(viewport.pool)x\(viewport.pool)  ", theme.faint)
    }
    guard view.cells != .components else {
      text.append(
        isColored ? "red PC1, green PC2, blue PC3" : "digits: PC1 and PC2", theme.faint)
      return text
    }
    let range = scale.ranges.first ?? ValueRange(low: 0, high: 0)
    let digits = view.cells == .norm ? 2 : view.cells == .cosine ? 3 : 4
    text.append(NumberText.fixed(range.low, digits) + " ", theme.faint)
    if isColored {
      for color in theme.ramp.levels { text.append(" ", Style(background: .palette(color))) }
    } else {
      text.append("0-9", theme.faint)
    }
    text.append(" " + NumberText.fixed(range.high, digits), theme.faint)
    if scale.isSquareRoot { text.append(" sqrt", theme.faint) }
    if !scale.marked.isEmpty {
      text.append("  ")
      text.append(
        "!", isColored ? Style(background: .palette(FeaturePainter.outlierColor)) : theme.warning)
      text.append(" outlier", theme.faint)
    }
    return text
  }
}
