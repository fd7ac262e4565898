import Screens
import VisionTransformers

/// Size and share of the token's region under every mechanism, the current one marked.
///
/// Each mechanism has a column as wide as its name; names are short ones where long ones have no room.
struct ComparisonStrip {
  let session: Session

  /// Columns for a share, `23.4%`, and for size and share, `735 23.4%`.
  private static let widths = (share: 5, both: 9)

  /// Rows that the strip takes: names over sizes, and shares below where columns are narrow.
  static func rows(_ session: Session, columns: Int) -> Int {
    let entries = session.reading.comparison
    let width = entries.reduce(1) { $0 + max($1.shortName.count, widths.both) + 1 }
    return width + 2 <= columns ? 2 : 3
  }

  func draw(in area: Rect, on screen: inout Screen) {
    let entries = session.reading.comparison
    let isOneRow = Self.rows(session, columns: area.columns) == 2
    var area = area
    if area.rows > Self.rows(session, columns: area.columns) {
      let title = StyledText("this token under every mechanism", session.theme.title)
      area = Frame(title, style: session.theme.line).draw(in: area, on: &screen)
    }
    let least = isOneRow ? Self.widths.both : Self.widths.share
    let long = entries.map { max($0.name.count, least) + 1 }
    let hasLongNames = long.reduce(0, +) < area.columns
    let widths = hasLongNames ? long : entries.map { max($0.shortName.count, least) + 1 }
    let seen = Self.seen(
      widths, in: area.columns - 1, around: entries.firstIndex(where: \.isCurrent))
    // What is left over goes between columns, as far as all are seen.
    let spare = (area.columns - 1 - widths[seen].reduce(0, +)) / max(1, seen.count)
    let gap = seen.count == entries.count ? min(5, max(0, spare)) : 0
    var column = area.column + 1
    for index in seen {
      draw(
        entries[index], hasLongNames ? entries[index].name : entries[index].shortName,
        isOneRow: isOneRow, row: area.row, column: column, in: area, on: &screen)
      column += widths[index] + gap
    }
  }

  /// As many columns as have room, from the first on as far as the current one is among them.
  private static func seen(_ widths: [Int], in columns: Int, around current: Int?) -> Range<Int> {
    var first = 0
    while true {
      var (end, used) = (first, 0)
      while end < widths.count, used + widths[end] <= columns {
        used += widths[end]
        end += 1
      }
      if end >= min((current ?? 0) + 1, widths.count) || first == widths.count {
        return first..<end
      }
      first += 1
    }
  }

  private func draw(
    _ entry: MechanismRegion, _ name: String, isOneRow: Bool, row: Int, column: Int, in area: Rect,
    on screen: inout Screen
  ) {
    let theme = session.theme
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
    guard isOneRow else {
      screen.write("\(extent.count)", row: row + 1, column: column, style: style, in: area)
      screen.write(share, row: row + 2, column: column, style: style, in: area)
      return
    }
    let text = "\(extent.count) \(share)"
    screen.write(
      text.count <= Self.widths.both
        ? text : "\(extent.count) \(NumberText.percent(extent.share, digits: 0))",
      row: row + 1, column: column, style: style, in: area)
  }
}

extension MechanismRegion {
  /// The name for narrow columns.
  var shortName: String { MechanismCatalog.shortName(of: name) }
}
