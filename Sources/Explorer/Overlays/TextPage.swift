import Screens

/// Lines of text to scroll through, over the page.
struct TextPage: Overlay {
  private let title: String
  private let lines: [StyledText]
  private(set) var scroll: Int

  /// - Parameters:
  ///   - title: What stands in the frame.
  ///   - lines: The text; its control characters are escaped already.
  ///   - scroll: The first line to show.
  init(_ title: String, lines: [StyledText], scroll: Int = 0) {
    self.title = title
    self.lines = lines
    self.scroll = scroll
  }

  var hints: [KeyHint] {
    [
      KeyHint("j k", "scroll", priority: 2), KeyHint("Esc", "close", priority: KeyHint.always),
      KeyHint("q", "close", priority: KeyHint.always),
    ]
  }

  mutating func update(_ key: Key, _ session: inout Session) -> OverlayStep {
    let last = max(0, lines.count - 1)
    switch key {
    case .down, .character("j"): scroll = min(scroll + 1, last)
    case .up, .character("k"): scroll = max(0, scroll - 1)
    case .pageDown, .control("d"), .character(" "): scroll = min(scroll + 10, last)
    case .pageUp, .control("u"): scroll = max(0, scroll - 10)
    case .home, .character("g"): scroll = 0
    case .end, .character("G"): scroll = last
    case .escape, .character("q"), .enter: return .closes([])
    case .character("Q"): return .closes([.quit])
    default: break
    }
    return .stays([])
  }

  func render(_ session: Session, in area: Rect, on screen: inout Screen) {
    let theme = session.theme
    screen.fill(area)
    let first = max(0, min(scroll, lines.count - (area.rows - 2)))
    let hidden = lines.count - first - (area.rows - 2)
    let more = hidden > 0 ? StyledText("j: \(hidden) more", theme.accent) : StyledText()
    let inside = Frame(StyledText(title, theme.title), note: more, style: theme.accent)
      .draw(in: area, on: &screen).inset(left: 1, right: 1)
    for (row, line) in lines.dropFirst(first).prefix(inside.rows).enumerated() {
      screen.write(line, row: inside.row + row, column: inside.column, in: inside)
    }
    screen.cursor = Position(row: inside.row, column: inside.column)
  }
}
