import Screens

/// What was done so far, as a script.
struct LogPage: Overlay {
  private var page: TextPage

  init(_ log: SessionLog) {
    let lines = log.lines.isEmpty ? ["nothing was done yet"] : log.lines
    page = TextPage(
      "log: this script does it again (:w FILE.script writes it)",
      lines: lines.map { StyledText($0.escapingControls) }, scroll: lines.count)
  }

  var hints: [KeyHint] { page.hints }

  mutating func update(_ key: Key, _ session: inout Session) -> OverlayStep {
    page.update(key, &session)
  }

  func render(_ session: Session, in area: Rect, on screen: inout Screen) {
    page.render(session, in: area, on: &screen)
  }
}

/// Every command with what it takes and does.
struct CommandList: Overlay {
  private static let formColumns = 27

  private var scroll = 0

  var hints: [KeyHint] { page(Theme(TerminalCapabilities()), columns: 80).hints }

  private func page(_ theme: Theme, columns: Int) -> TextPage {
    let commands = CommandCatalog.all.flatMap {
      lines(":\($0.name) \($0.usage)", $0.help, theme, columns: columns)
    }
    let settings = CommandCatalog.settings.flatMap {
      lines(
        ":set \($0.name) \($0.values.joined(separator: "|"))", $0.help, theme, columns: columns)
    }
    return TextPage("commands", lines: commands + [StyledText()] + settings, scroll: scroll)
  }

  /// A form and what it does, beside it or, where it is long, below.
  private func lines(
    _ form: String, _ help: String, _ theme: Theme, columns: Int
  ) -> [StyledText] {
    let isLong = form.count >= Self.formColumns
    let words = help.wrapped(to: columns - 4 - Self.formColumns)
    let beside = words.enumerated().map { index, line in
      StyledText(
        (index == 0 && !isLong ? form : "").aligned(left: Self.formColumns), theme.accent)
        + StyledText(line)
    }
    return (isLong ? [StyledText(form, theme.accent)] : []) + beside
  }

  mutating func update(_ key: Key, _ session: inout Session) -> OverlayStep {
    var page = page(session.theme, columns: 80)
    let step = page.update(key, &session)
    scroll = page.scroll
    return step
  }

  func render(_ session: Session, in area: Rect, on screen: inout Screen) {
    page(session.theme, columns: area.columns).render(session, in: area, on: &screen)
  }
}
