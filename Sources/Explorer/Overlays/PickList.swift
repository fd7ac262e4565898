import Screens

/// A list to pick from, narrowed down by what is typed.
struct PickList: Sendable {
  struct Row: Equatable, Sendable {
    var title: String
    var detail = ""
    /// What is picked when the row is.
    var value: Int
  }

  enum Outcome: Equatable, Sendable {
    case none
    case picked(Int)
    case cancelled
  }

  private(set) var filter = ""
  /// The place among the rows that match.
  private(set) var selected = 0

  init(selected: Int = 0) { self.selected = selected }

  static let hints = [
    KeyHint("type", "filter", priority: 2), KeyHint("↑ ↓", "choose", priority: 3),
    KeyHint("Enter", "open", priority: 4), KeyHint("Esc", "close", priority: KeyHint.always),
  ]

  /// The rows whose title has what was typed, in capitals or not.
  func matching(_ rows: [Row]) -> [Row] {
    guard !filter.isEmpty else { return rows }
    let wanted = filter.lowercased()
    return rows.filter { $0.title.lowercased().contains(wanted) }
  }

  mutating func update(_ key: Key, rows: [Row]) -> Outcome {
    let matches = matching(rows)
    let last = max(0, matches.count - 1)
    switch key {
    case .up, .control("p"): selected = max(0, selected - 1)
    case .down, .control("n"): selected = min(last, selected + 1)
    case .pageUp: selected = max(0, selected - 10)
    case .pageDown: selected = min(last, selected + 10)
    case .home: selected = 0
    case .end: selected = last
    case .character(let character): setFilter(filter + String(character))
    case .backspace: setFilter(String(filter.dropLast()))
    case .control("u"): setFilter("")
    case .escape: return .cancelled
    case .enter:
      return matches.indices.contains(selected) ? .picked(matches[selected].value) : .none
    default: break
    }
    return .none
  }

  /// The same list with rows added above the one that is selected.
  func moved(by rows: Int) -> Self {
    var list = self
    list.selected = max(0, selected + rows)
    return list
  }

  mutating func reset() { self = PickList() }

  private mutating func setFilter(_ text: String) {
    filter = text
    selected = 0
  }

  /// Draws a box with what was typed and the rows that match.
  func render(
    _ title: String, rows: [Row], theme: Theme, in area: Rect, on screen: inout Screen
  ) {
    let matches = matching(rows)
    screen.fill(area)
    var caption = StyledText(title, theme.title)
    let inside = Frame(
      caption, note: StyledText("\(matches.count) of \(rows.count)", theme.faint),
      style: theme.accent
    ).draw(in: area, on: &screen).inset(left: 1, right: 1)
    caption = StyledText("> ", theme.accent)
    caption.append(filter)
    let end = screen.write(caption, row: inside.row, column: inside.column, in: inside)
    screen.cursor = Position(row: inside.row, column: min(end, inside.columnRange.upperBound - 1))
    drawRows(matches, theme: theme, in: inside.inset(top: 1), on: &screen)
  }

  private func drawRows(
    _ matches: [Row], theme: Theme, in area: Rect, on screen: inout Screen
  ) {
    let first = max(0, min(selected - area.rows / 2, matches.count - area.rows))
    let titleColumns = min(
      area.columns, (matches.map { $0.title.escapingControls.count + 4 }.max() ?? 0))
    for (place, row) in matches.dropFirst(first).prefix(area.rows).enumerated() {
      let isSelected = first + place == selected
      let title = row.title.escapingControls.shortened(to: area.columns - 2)
      let line = ((isSelected ? "> " : "  ") + title).aligned(left: titleColumns)
      let detail = row.detail.escapingControls.shortened(to: max(0, area.columns - line.count))
      let text = (line + detail).aligned(left: area.columns)
      screen.write(
        text, row: area.row + place, column: area.column,
        style: isSelected ? theme.selected : .plain,
        in: area)
      if !isSelected {
        screen.write(
          detail, row: area.row + place, column: area.column + line.count, style: theme.faint,
          in: area)
      }
    }
  }
}

extension Rect {
  /// A rectangle in the middle, of so many columns and rows at most.
  func centered(columns: Int, rows: Int) -> Rect {
    let (columns, rows) = (min(columns, self.columns), min(rows, self.rows))
    return Rect(
      row: row + (self.rows - rows) / 2, column: column + (self.columns - columns) / 2,
      columns: columns, rows: rows)
  }
}
