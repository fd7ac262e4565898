import Screens

/// The `:` line: a command with its arguments, completed by Tab, earlier ones by the arrows.
struct CommandPrompt: Overlay {
  private var text: String
  /// Where in the text one types, in characters.
  private var caret: Int
  private let history: [String]
  /// The place in the history; its count stands for the line that is new.
  private var place: Int
  private var typed = ""
  /// What Tab goes through, and which of it stands in the line.
  private var candidates: (start: Int, words: [String], chosen: Int)?

  init(_ session: Session, text: String = "") {
    self.text = text
    caret = text.count
    history = session.commandHistory
    place = history.count
  }

  var isLogged: Bool { false }

  var hints: [KeyHint] {
    [
      KeyHint("Enter", "do it", priority: 4), KeyHint("Tab", "complete", priority: 3),
      KeyHint("↑ ↓", "history", priority: 2), KeyHint(":help", "commands", priority: 1),
      KeyHint("Esc", "close", priority: KeyHint.always),
    ]
  }

  mutating func update(_ key: Key, _ session: inout Session) -> OverlayStep {
    if key != .tab && key != .backTab { candidates = nil }
    switch key {
    case .character(let character): insert(String(character))
    case .backspace:
      guard !text.isEmpty else { return .closes([]) }
      delete(from: caret - 1, to: caret)
    case .delete: delete(from: caret, to: caret + 1)
    case .control("u"): delete(from: 0, to: caret)
    case .control("k"): delete(from: caret, to: text.count)
    case .control("w"): delete(from: wordStart, to: caret)
    case .left, .control("b"): caret = max(0, caret - 1)
    case .right, .control("f"): caret = min(text.count, caret + 1)
    case .home, .control("a"): caret = 0
    case .end, .control("e"): caret = text.count
    case .up, .control("p"): recall(place - 1)
    case .down, .control("n"): recall(place + 1)
    case .tab: complete(session, step: 1)
    case .backTab: complete(session, step: -1)
    case .escape: return .closes([])
    case .enter:
      let line = text.trimmed
      guard !line.isEmpty else { return .closes([]) }
      session.remember(command: line)
      return .obeys(line)
    default: break
    }
    return .stays([])
  }

  private var wordStart: Int {
    let before = Array(text.prefix(caret))
    let end = before.lastIndex { $0 != " " } ?? 0
    return before[..<end].lastIndex(of: " ").map { $0 + 1 } ?? 0
  }

  private mutating func insert(_ addition: String) {
    text.insert(contentsOf: addition, at: text.index(text.startIndex, offsetBy: caret))
    caret += addition.count
  }

  private mutating func delete(from start: Int, to end: Int) {
    let (start, end) = (max(0, start), min(text.count, end))
    guard start < end else { return }
    text = String(text.prefix(start) + text.dropFirst(end))
    caret = start
  }

  private mutating func recall(_ wanted: Int) {
    guard (0...history.count).contains(wanted) else { return }
    if place == history.count { typed = text }
    place = wanted
    text = wanted == history.count ? typed : history[wanted]
    caret = text.count
  }

  /// Puts the next word in the place of the one that is typed.
  private mutating func complete(_ session: Session, step: Int) {
    if candidates == nil {
      let (start, words) = CommandCatalog.completions(of: String(text.prefix(caret)), in: session)
      guard !words.isEmpty else { return }
      candidates = (start, words, step > 0 ? -1 : 0)
    }
    guard var now = candidates else { return }
    now.chosen = (now.chosen + step + now.words.count) % now.words.count
    let word = now.words[now.chosen] + (now.words.count == 1 ? " " : "")
    text = String(text.prefix(now.start)) + word
    caret = text.count
    candidates = now.words.count == 1 ? nil : now
  }

  func render(_ session: Session, in area: Rect, on screen: inout Screen) {
    let line = area.rows(area.rows - 1..<area.rows)
    if area.rows > 1 {
      drawHelp(session, in: area.rows(area.rows - 2..<area.rows - 1), on: &screen)
    }
    screen.fill(line)
    let shown = text.escapingControls
    let first = max(0, min(caret, shown.count) - (line.columns - 4))
    var prompt = StyledText(" :", session.theme.accent)
    prompt.append(String(shown.dropFirst(first)))
    screen.write(prompt, row: line.row, column: line.column, in: line)
    screen.cursor = Position(
      row: line.row, column: min(line.column + 2 + caret - first, line.columnRange.upperBound - 1))
  }

  /// The word to begin with, so that the chosen one is seen.
  private static func firstShown(of words: [String], chosen: Int, columns: Int) -> Int {
    var (first, room) = (chosen, columns - words[chosen].count)
    while first > 0, words[first - 1].count <= room {
      first -= 1
      room -= words[first].count
    }
    return first
  }

  /// Above the line: the words to choose from, or what the command takes.
  private func drawHelp(_ session: Session, in line: Rect, on screen: inout Screen) {
    let theme = session.theme
    var help = StyledText(" ")
    if let candidates {
      let words = candidates.words.map { " \($0.escapingControls) " }
      for index in words.indices.dropFirst(
        Self.firstShown(of: words, chosen: candidates.chosen, columns: line.columns - 2))
      where help.columns + words[index].count <= line.columns {
        help.append(words[index], index == candidates.chosen ? theme.selected : theme.faint)
      }
    } else if let command = CommandCatalog.command(named: String(text.prefix { $0 != " " })) {
      help.append(":\(command.name) \(command.usage)", theme.accent)
      help.append("  \(command.help)", theme.faint)
    } else {
      let (_, words) = CommandCatalog.completions(of: String(text.prefix(caret)), in: session)
      for (index, word) in words.enumerated() {
        // Whole words, and a sign that there are more.
        let isLast = index == words.count - 1
        guard help.columns + word.count + (isLast ? 0 : 3) <= line.columns else {
          help.append(session.hasBlocks ? "…" : "...", theme.faint)
          break
        }
        help.append("\(word)  ", theme.faint)
      }
    }
    screen.fill(line)
    screen.write(help, row: line.row, column: line.column, in: line)
  }
}

extension String {
  /// Without the spaces around it.
  fileprivate var trimmed: String {
    String(
      drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}

extension Session {
  /// Keeps a line of the command prompt for the arrows to bring back.
  mutating func remember(command line: String) {
    commandHistory.removeAll { $0 == line }
    commandHistory.append(line)
    if commandHistory.count > 200 { commandHistory.removeFirst() }
  }
}
