import Screens
import VisionTransformers

/// The lines below the small maps: on what grid, of which heads, and what is said of the chosen one.
struct CompareLegend {
  let reading: CompareReading
  let session: Session

  private var theme: Theme { session.theme }

  /// The token, its grid, and what is not said above the page.
  var place: StyledText {
    let (row, column) = reading.grid.position(of: reading.token)
    var text = StyledText("(\(row),\(column))", theme.title)
    text.append(" of \(reading.grid.rows)x\(reading.grid.columns)", theme.faint)
    if session.playground.grid != nil { text.append(" by :grid", theme.accent) }
    text.append("  C=\(reading.key.layouts.channels)", theme.faint)
    if let head = reading.key.head { text.append("  head \(head)", theme.faint) }
    if reading.key.direction == .incoming { text.append("  incoming", theme.faint) }
    return text
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
    for (name, color) in [("1st half", UInt8(75)), ("2nd", 214), ("both", 230)] {
      text.append("█", Style(foreground: .palette(color)))
      text.append(" \(name) ", theme.faint)
    }
    return text
  }

  /// What the numbers are.
  var numbers: StyledText {
    StyledText("  attention MACs (papers: FLOPs)", theme.faint)
  }

  /// Why the region is what it is, and what divides and what does not, as much of it as has room.
  func drawChosen(_ entry: CompareReading.Entry, in area: Rect, on screen: inout Screen) {
    let name = " \(entry.number) \(MechanismCatalog.shortName(of: entry.name)) "
    let width = area.columns - name.count - 1
    var text = ""
    for part in parts(of: entry) {
      let longer = text.isEmpty ? part : "\(text); \(part)"
      if text.isEmpty || longer.wrapped(to: width).count <= area.rows { text = longer }
    }
    let lines = text.wrapped(to: width)
    screen.write(name, row: area.row, column: area.column, style: theme.accent, in: area)
    for (row, line) in lines.prefix(area.rows).enumerated() {
      let isCut = row == area.rows - 1 && lines.count > area.rows
      screen.write(
        isCut ? "\(line)…".shortened(to: width) : line, row: area.row + row,
        column: area.column + name.count, in: area)
    }
  }

  /// What is said of a mechanism, the most important first: what does not fit the grid, or else why
  /// the region is what it is.
  private func parts(of entry: CompareReading.Entry) -> [String] {
    guard let region = try? entry.region.get() else { return [entry.verdict] }
    var parts = region.reason.hasPrefix("all ") ? [] : [region.reason]
    parts.insert(entry.verdict, at: region.layout.fit.isExact ? parts.count : 0)
    if region.field.padding > 0 { parts.append("\(region.field.padding) zero tokens attended to") }
    if region.hopCount > 0 { parts.append("\(region.hopCount) more a layer later") }
    if let source = region.source {
      parts.append(source == .run ? "by this block's queries" : "by the picture's colours")
    }
    return parts
  }
}
