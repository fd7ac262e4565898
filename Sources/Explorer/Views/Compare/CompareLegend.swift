import Screens
import VisionTransformers

/// The lines below the small maps: on what grid, of which heads, and what is said of the chosen one.
struct CompareLegend {
  let reading: CompareReading
  let session: Session

  private var theme: Theme { session.theme }

  /// The grid and the heads.
  var place: StyledText {
    let (grid, isOwn) = (reading.grid, session.playground.grid != nil)
    var text = StyledText("\(grid.rows)x\(grid.columns)", theme.title)
    text.append(
      isOwn ? " of :grid" : " stage \(session.selection.address.stage + 1)", theme.faint)
    let (row, column) = grid.position(of: reading.token)
    text.append("  (\(row),\(column))", theme.title)
    text.append("  C=\(reading.key.layouts.channels)  ", theme.faint)
    text.append(heads, theme.faint)
    return text
  }

  private var heads: String {
    let heads = reading.key.head.map { "head \($0)" } ?? "all heads"
    return reading.key.direction == .incoming ? "\(heads), incoming" : heads
  }

  /// What small maps show.
  var maps: StyledText {
    StyledText(
      session.capabilities.hasColoredHalfBlocks
        ? "  bright: region" : "  ' . : upper, lower, both", theme.faint)
  }

  /// What the colours of branches are.
  var branches: StyledText {
    guard session.capabilities.hasColoredHalfBlocks else { return maps }
    var text = StyledText("  ")
    for (name, color) in [("1st half of heads", UInt8(75)), ("2nd", 214), ("both", 230)] {
      text.append("█", Style(foreground: .palette(color)))
      text.append(" \(name) ", theme.faint)
    }
    return text
  }

  /// What the numbers are.
  var numbers: StyledText {
    StyledText("  attention MACs (papers: FLOPs)", theme.faint)
  }

  /// What divides and what does not, and why the region is what it is.
  func drawChosen(_ entry: CompareReading.Entry, in area: Rect, on screen: inout Screen) {
    var text = "\(entry.verdict)"
    if let region = try? entry.region.get() {
      if !region.reason.hasPrefix("all ") { text += "; \(region.reason)" }
      if region.field.padding > 0 { text += "; \(region.field.padding) zero tokens attended to" }
      if region.hopCount > 0 { text += "; \(region.hopCount) more a layer later" }
      if let source = region.source {
        text += source == .run ? "; by this block's queries" : "; by the picture's colours"
      }
    }
    let name = " \(entry.number) \(MechanismCatalog.shortName(of: entry.name)) "
    let lines = text.wrapped(to: area.columns - name.count - 1)
    screen.write(name, row: area.row, column: area.column, style: theme.accent, in: area)
    for (row, line) in lines.prefix(area.rows).enumerated() {
      let isCut = row == area.rows - 1 && lines.count > area.rows
      screen.write(
        isCut ? "\(line)…".shortened(to: area.columns - name.count - 1) : line, row: area.row + row,
        column: area.column + name.count, in: area)
    }
  }
}
