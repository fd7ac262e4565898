import Figures
import Screens
import VisionTransformers

/// What the checkpoint of the model holds: format, family, how its tensors fit, and each of them.
struct CheckpointView: ExplorerView {
  enum Action: Hashable, Sendable {
    case scroll(Int)
  }

  let title = "the checkpoint"
  let about = """
    Where the parameters come from. The file's format and family are read off its tensors, and each \
    tensor is held against what the model asks for: matched, missing, of another shape, or left \
    over. Nothing in a file is ever run. Seeded parameters have no file: O opens one.
    """
  private var first = 0

  static let bindings: [KeyBinding<Action>] = [
    KeyBinding(
      "j k", "scroll", "scroll through the tensors", in: .move, priority: 96,
      [
        (.character("j"), .scroll(1)), (.down, .scroll(1)), (.character("k"), .scroll(-1)),
        (.up, .scroll(-1)),
      ]),
    KeyBinding(
      "PgDn PgUp", "page", "ten tensors down, up", in: .move, priority: 20,
      [(.pageDown, .scroll(10)), (.pageUp, .scroll(-10))]),
  ]

  mutating func perform(_ action: Action, on session: inout Session) -> [Effect] {
    let last = max(0, CheckpointFacts(session).entries.count - 1)
    switch action {
    case .scroll(let step): first = min(max(0, first + step), last)
    }
    return []
  }

  mutating func refresh(_ session: inout Session) -> [Effect] {
    guard session.opened.inspection == nil, session.found == nil else { return [] }
    session.found = []
    return [.findCheckpoints]
  }

  func render(_ session: Session, in area: Rect, on screen: inout Screen) {
    let facts = CheckpointFacts(session)
    let theme = session.theme
    var rest = area.inset(left: 1, right: 1)
    var lines = CaptionedLines(theme: theme, columns: rest.columns)
    for fact in facts.facts {
      lines.add(fact.caption, wrapping: fact.text, fact.isWarning ? theme.warning : .plain)
    }
    let entries = facts.entries
    let most = entries.isEmpty ? rest.rows : max(4, rest.rows - 6)
    for line in lines.lines.prefix(most) {
      let row = rest.takeTop(1)
      screen.write(line, row: row.row, column: row.column, in: row)
    }
    screen.cursor = Position(row: area.row, column: area.column)
    guard !entries.isEmpty, rest.rows > 1 else { return }
    screen.rule(StyledText(facts.listTitle, theme.title), in: rest.takeTop(1), style: theme.line)
    let top = max(0, min(first, entries.count - rest.rows))
    let shown = Array(entries.dropFirst(top).prefix(rest.rows))
    let width = detailColumns(shown, of: rest.columns)
    for (row, entry) in shown.enumerated() {
      let line = rest.rows(row..<row + 1)
      screen.write(
        StyledText(
          entry.name.escapingControls.shortened(to: max(8, rest.columns - width - 2)),
          entry.isWarning ? theme.warning : .plain),
        row: line.row, column: line.column, in: line)
      screen.write(
        entry.detail.escapingControls, row: line.row,
        column: line.columnRange.upperBound - width,
        style: entry.isWarning ? theme.warning : theme.faint, in: line)
    }
  }

  /// Columns of the right half of the list: as many as what is shown there takes, within bounds.
  private func detailColumns(_ entries: [CheckpointFacts.Entry], of columns: Int) -> Int {
    let widest = entries.map(\.detail.escapingControls.count).max() ?? 0
    return min(max(widest, 24), columns * 3 / 5)
  }

  func numbers(_ session: Session) -> NumberTable? { CheckpointFacts(session).table }

  func row(_ session: Session) -> String {
    CheckpointFacts(session).facts.map { "\($0.caption) \($0.text)" }
      .joined(separator: ", ").escapingControls
  }
}
