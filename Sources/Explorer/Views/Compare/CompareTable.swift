import Screens
import VisionTransformers

/// Size, share, span, worth and cost of the region under every mechanism, and what divides.
struct CompareTable {
  let reading: CompareReading
  let selected: Int
  let session: Session

  private static let nameColumns = 17

  func draw(in area: Rect, on screen: inout Screen) {
    let theme = session.theme
    let hasDistance = area.columns >= 78
    let head =
      " # " + "mechanism".aligned(left: Self.nameColumns) + "tokens".aligned(right: 7)
      + "share".aligned(right: 7) + "span".aligned(right: 8) + "eff".aligned(right: 8)
      + (hasDistance ? "dist px".aligned(right: 8) : "") + "MACs".aligned(right: 8)
      + (area.columns >= 98 ? "  parts" : "")
    screen.write(head, row: area.row, column: area.column, style: theme.faint, in: area)
    for entry in reading.entries where entry.number < area.rows {
      drawRow(
        entry, hasDistance: hasDistance, in: area.rows(entry.number..<entry.number + 1),
        on: &screen)
    }
  }

  private func drawRow(
    _ entry: CompareReading.Entry, hasDistance: Bool, in row: Rect, on screen: inout Screen
  ) {
    let theme = session.theme
    let isSelected = entry.number - 1 == selected
    screen.write(
      entry.isOwn ? ">" : " ", row: row.row, column: row.column, style: theme.accent, in: row)
    var column = screen.write(
      "\(entry.number)".aligned(right: 2) + " "
        + entry.name.aligned(left: Self.nameColumns), row: row.row,
      column: row.column, style: isSelected ? theme.selected : .plain, in: row)
    if entry.isOwn {
      screen.write(">", row: row.row, column: row.column, style: theme.accent, in: row)
    }
    guard let region = try? entry.region.get() else {
      screen.write(
        entry.verdict.cut(to: row.columnRange.upperBound - column - 1), row: row.row,
        column: column + 1, style: theme.warning, in: row)
      return
    }
    let facts = CompareFacts(region)
    let numbers =
      facts.tokens.aligned(right: 7) + facts.share.aligned(right: 7) + facts.span.aligned(right: 8)
      + facts.effective.aligned(right: 8) + (hasDistance ? facts.distance.aligned(right: 8) : "")
      + facts.macs.aligned(right: 8)
    column = screen.write(
      numbers, row: row.row, column: column, style: isSelected ? theme.title : .plain, in: row)
    let room = row.columnRange.upperBound - column - 2
    guard room >= 30 else { return }
    screen.write(
      entry.verdict.cut(to: room), row: row.row, column: column + 2,
      style: region.layout.fit.isExact ? theme.faint : theme.warning, in: row)
  }
}

extension String {
  /// As many words as fit in so many columns, with `…` where there are more.
  func cutAtWord(to columns: Int) -> String {
    guard count > columns else { return self }
    var text = ""
    for word in split(separator: " ") {
      let longer = text.isEmpty ? String(word) : "\(text) \(word)"
      guard longer.count + 2 <= columns else { break }
      text = longer
    }
    return text.isEmpty ? cut(to: columns) : "\(text) …"
  }

  /// The beginning of the text in so many columns at most, with `…` where there is more.
  func cut(to columns: Int) -> String {
    count <= columns ? self : prefix(max(0, columns - 1)) + (columns > 0 ? "…" : "")
  }
}
