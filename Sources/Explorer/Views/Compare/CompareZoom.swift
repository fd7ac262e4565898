import Screens
import VisionTransformers

/// One mechanism alone: its map as large as there is room, and all that is said of it.
struct CompareZoom {
  let reading: CompareReading
  let selected: Int
  let showsBranches: Bool
  let isFit: Bool
  let bands: PartitionBands?
  let session: Session

  private static let textColumns = 34
  private static let rulerColumns = 4

  func draw(in area: Rect, on screen: inout Screen) {
    let entry = reading.entries[selected]
    var rest = area
    let legend = rest.takeBottom(1)
    guard let region = try? entry.region.get() else {
      drawText(facts(entry, nil), in: rest.inset(left: 1, right: 1), on: &screen)
      return
    }
    let textColumns = min(Self.textColumns + rest.columns / 8, rest.columns / 2)
    let map = drawMap(entry, region, in: rest.inset(right: textColumns), on: &screen)
    let text = rest.columns(map.area.columnRange.upperBound - rest.column + 2..<rest.columns)
    drawText(facts(entry, region), in: text.inset(right: 1), on: &screen)
    var line = CompareLegend(reading: reading, session: session).place
    if map.pool > 1 { line.append("  \(map.pool)x\(map.pool) tokens each", session.theme.faint) }
    if showsBranches {
      line.append(CompareLegend(reading: reading, session: session).branches)
    }
    screen.rule(line, in: legend, style: session.theme.line)
  }

  private func drawMap(
    _ entry: CompareReading.Entry, _ region: CompareReading.Region, in area: Rect,
    on screen: inout Screen
  ) -> MapViewport {
    let cursor = reading.grid.position(of: reading.token)
    let room = area.inset(top: 1, left: Self.rulerColumns, right: 1)
    let viewport = MapViewport(
      reading.grid, in: room,
      smallestSpan: session.capabilities.hasColoredHalfBlocks ? 1 : 2, isFit: isFit, cursor: cursor)
    MapPainter(
      squares: MapSquares(tokenReading(entry, region), viewport: viewport), viewport: viewport,
      view: showsBranches ? .region : .picture, hasWeights: false,
      capabilities: session.capabilities, theme: session.theme
    ).draw(on: &screen)
    PinMarks(session: session, viewport: viewport).draw(on: &screen)
    MapRulers(viewport: viewport, cursor: cursor, theme: session.theme).draw(
      columns: Rect(
        row: area.row, column: room.column, columns: viewport.area.columns, rows: 1),
      rows: Rect(
        row: room.row, column: area.column, columns: Self.rulerColumns,
        rows: viewport.area.rows), on: &screen)
    screen.cursor = viewport.cell(ofRow: cursor.row, column: cursor.column)
    return viewport
  }

  /// The region as the map page reads one.
  private func tokenReading(
    _ entry: CompareReading.Entry, _ region: CompareReading.Region
  ) -> TokenReading {
    let pattern = region.layout.pattern
    return TokenReading(
      grid: reading.grid, token: reading.token, mechanism: entry.name, heads: pattern.heads,
      colors: reading.colors,
      region: .success(
        RegionReading(
          pattern: pattern, field: region.field, branches: region.branches, hops: [],
          hopTokens: TokenSet(on: reading.grid), reason: region.reason,
          bands: bands ?? .none(on: reading.grid), source: region.source, nominalPairs: 0)),
      attention: nil, unanswered: nil, norms: nil, report: nil, comparison: [], layers: [])
  }

  // MARK: - Text

  private func facts(
    _ entry: CompareReading.Entry, _ region: CompareReading.Region?
  ) -> [(name: String, text: String)] {
    let paper = MechanismCatalog.all.first { $0.type.name == entry.name }?.type.paper
    let source = paper.map { "\($0.title), \($0.year), arXiv \($0.arXiv)" } ?? ""
    let name = entry.name + (entry.isOwn ? " (the model's own)" : "")
    guard let region else {
      return [(name, ""), ("paper", source), ("fit", entry.verdict)]
    }
    let facts = CompareFacts(region)
    var lines = [
      (name, ""), ("paper", source), ("fit", entry.verdict), ("why", region.reason),
      ("region", "\(facts.tokens) tokens, \(facts.share), span \(facts.span)"),
    ]
    if let branch = region.branch { lines.append(("head", "\(branch) branch")) }
    if region.uniform != nil {
      lines.append(("even", "worth \(facts.effective) tokens, mean distance \(facts.distance) px"))
    }
    for branch in region.branches {
      lines.append(
        (
          branch.name,
          "heads \(branch.heads.lowerBound)-\(branch.heads.upperBound - 1): "
            + "\(branch.field.count) tokens"
        ))
    }
    lines.append(("MACs", "\(facts.macs) attention alone\(ofGlobal(region))"))
    if region.field.padding > 0 {
      lines.append(("padding", "\(region.field.padding) zero tokens attended to"))
    }
    if region.hopCount > 0 {
      lines.append(("hops", "\(region.hopCount) more tokens one layer later"))
    }
    if let source = region.source {
      lines.append(("by", source == .run ? "the block's queries" : "the picture's colours"))
    }
    return lines
  }

  private func ofGlobal(_ region: CompareReading.Region) -> String {
    guard let global = reading.regions.first(where: { $0.entry.name == GlobalAttention.name }),
      global.region.layout.macs > 0
    else { return "" }
    let part = Double(region.layout.macs) / Double(global.region.layout.macs)
    return ", \(NumberText.percent(part)) of global"
  }

  private func drawText(
    _ facts: [(name: String, text: String)], in area: Rect, on screen: inout Screen
  ) {
    let theme = session.theme
    var row = area.row
    for (index, fact) in facts.enumerated() {
      let isTitle = index == 0
      screen.write(
        isTitle ? fact.name : fact.name.shortened(to: 8), row: row, column: area.column,
        style: isTitle ? theme.title : theme.faint, in: area)
      let lines = fact.text.wrapped(to: max(1, area.columns - 9))
      for (line, text) in lines.enumerated() {
        screen.write(text, row: row + line, column: area.column + 9, in: area)
      }
      row += max(1, lines.count)
    }
  }
}
