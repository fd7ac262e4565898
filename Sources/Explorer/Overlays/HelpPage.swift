import Screens

/// Every key that does something on the page, made from the bindings themselves.
struct HelpPage: Overlay {
  private let title: String
  private let about: String
  private let pageHints: [KeyHint]
  private var scroll = 0

  init(title: String, about: String, hints: [KeyHint]) {
    self.title = title
    self.about = about
    pageHints = hints
  }

  var hints: [KeyHint] {
    [
      KeyHint("j k", "scroll", priority: 2), KeyHint("Esc", "close", priority: KeyHint.always),
      KeyHint("q", "close", priority: KeyHint.always),
    ]
  }

  mutating func update(_ key: Key, _ session: inout Session) -> OverlayStep {
    switch key {
    case .down, .character("j"): scroll = min(scroll + 1, lastLine)
    case .up, .character("k"): scroll = max(0, scroll - 1)
    case .pageDown, .control("d"), .character(" "): scroll = min(scroll + 10, lastLine)
    case .pageUp, .control("u"): scroll = max(0, scroll - 10)
    case .home, .character("g"): scroll = 0
    case .end, .character("G"): scroll = lastLine
    case .escape, .character("q"), .character("?"), .function(1): return .closes([])
    case .character("Q"): return .closes([.quit])
    default: break
    }
    return .stays([])
  }

  private var lastLine: Int { pageHints.count + KeyHint.Section.allCases.count + about.count / 30 }

  func render(_ session: Session, in area: Rect, on screen: inout Screen) {
    let theme = session.theme
    screen.fill(area)
    let count = area.columns >= 114 ? 2 : 1
    let width = (area.columns - 4) / count - 2
    let introduction =
      about.wrapped(to: area.columns - 6).map { StyledText($0) } + [StyledText()]
    let sections = sections(theme, columns: width)
    let columns = count == 2 ? balanced(sections) : [sections.flatMap { $0 }]
    let height = introduction.count + (columns.map(\.count).max() ?? 0)
    let hidden = height - (area.rows - 2)
    let more =
      hidden > scroll ? StyledText("j: \(hidden - scroll) more", theme.accent) : StyledText()
    let inside = Frame(
      StyledText(title, theme.title), note: more, style: theme.accent
    ).draw(in: area, on: &screen).inset(left: 1, right: 1)
    let first = max(0, min(scroll, hidden))
    func draw(_ lines: [StyledText], from top: Int, in column: Rect) {
      for (index, line) in lines.enumerated() {
        let row = top + index - first
        guard (0..<column.rows).contains(row) else { continue }
        screen.write(line, row: column.row + row, column: column.column, in: column)
      }
    }
    draw(introduction, from: 0, in: inside)
    for (place, lines) in columns.enumerated() {
      let column = inside.columns(place * (width + 2)..<place * (width + 2) + width)
      draw(lines, from: introduction.count, in: column)
    }
    screen.cursor = Position(row: inside.row, column: inside.column)
  }

  private func sections(_ theme: Theme, columns: Int) -> [[StyledText]] {
    KeyHint.Section.allCases.compactMap { section in
      let hints = pageHints.filter { $0.section == section }
      guard !hints.isEmpty else { return nil }
      return [StyledText(section.rawValue, theme.title)]
        + hints.flatMap { lines($0, theme, columns: columns) } + [StyledText()]
    }
  }

  private func lines(_ hint: KeyHint, _ theme: Theme, columns: Int) -> [StyledText] {
    let width = 16
    return hint.help.wrapped(to: columns - width - 2).enumerated().map { index, text in
      var line = StyledText("  ")
      line.append((index == 0 ? hint.label : "").aligned(left: width), theme.accent)
      line.append(text)
      return line
    }
  }

  /// The sections in two columns of about the same height.
  private func balanced(_ sections: [[StyledText]]) -> [[StyledText]] {
    let total = sections.reduce(0) { $0 + $1.count }
    var columns: [[StyledText]] = [[], []]
    for section in sections {
      columns[columns[0].count + section.count / 2 <= total / 2 && columns[1].isEmpty ? 0 : 1] +=
        section
    }
    return columns
  }
}
