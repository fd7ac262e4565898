import Screens
import VisionTransformers

/// Size and share of the token's region under every mechanism, the current one marked.
struct ComparisonStrip {
  let session: Session

  /// Rows that the strip takes: names over sizes, and shares below where columns are narrow.
  static func rows(_ session: Session, columns: Int) -> Int {
    width(session, columns: columns) >= 10 ? 2 : 3
  }

  private static func width(_ session: Session, columns: Int) -> Int {
    max(7, columns / max(1, session.reading.comparison.count))
  }

  func draw(in area: Rect, on screen: inout Screen) {
    let entries = session.reading.comparison
    var area = area
    if area.rows > Self.rows(session, columns: area.columns) {
      let title = StyledText("this token under every mechanism", session.theme.title)
      area = Frame(title, style: session.theme.line).draw(in: area, on: &screen)
    }
    let width = min(16, Self.width(session, columns: area.columns))
    let visible = max(1, area.columns / width)
    let current = entries.firstIndex(where: \.isCurrent) ?? 0
    let first = max(0, min(current - visible / 2, entries.count - visible))
    for (place, entry) in entries.dropFirst(first).prefix(visible).enumerated() {
      draw(
        entry, width: width - 1, row: area.row, column: area.column + 1 + place * width, in: area,
        on: &screen)
    }
  }

  private func draw(
    _ entry: MechanismRegion, width: Int, row: Int, column: Int, in area: Rect,
    on screen: inout Screen
  ) {
    let theme = session.theme
    let name = String(entry.label.prefix(width))
    if entry.isCurrent {
      screen.write(">", row: row, column: column - 1, style: theme.accent, in: area)
    }
    screen.write(
      name, row: row, column: column, style: entry.isCurrent ? theme.selected : theme.faint,
      in: area)
    guard let extent = try? entry.outcome.get() else {
      screen.write(NumberText.none, row: row + 1, column: column, style: theme.faint, in: area)
      return
    }
    let style = entry.isCurrent ? theme.title : Style.plain
    let share = NumberText.percent(extent.share)
    let isOneRow = area.rows == 2
    screen.write(
      isOneRow ? "\(extent.count) \(share)" : "\(extent.count)", row: row + 1, column: column,
      style: style, in: area)
    if !isOneRow { screen.write(share, row: row + 2, column: column, style: style, in: area) }
  }
}

extension MechanismRegion {
  /// The name in a word.
  var label: String { Self.label(of: name) }

  /// A mechanism's name in a word: `shifted` for `shifted-window`.
  static func label(of name: String) -> String {
    String(name.prefix { $0 != "-" })
  }
}
