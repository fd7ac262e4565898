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

  var hints: [KeyHint] { page(Theme(TerminalCapabilities())).hints }

  private func page(_ theme: Theme) -> TextPage {
    let commands = CommandCatalog.all.flatMap {
      lines(":\($0.name) \($0.usage)", $0.help, theme)
    }
    let settings = CommandCatalog.settings.flatMap {
      lines(":set \($0.name) \($0.values.joined(separator: "|"))", $0.help, theme)
    }
    return TextPage("commands", lines: commands + [StyledText()] + settings, scroll: scroll)
  }

  /// A form and what it does, beside it or, where it is long, below.
  private func lines(_ form: String, _ help: String, _ theme: Theme) -> [StyledText] {
    let gap = StyledText(String(repeating: " ", count: Self.formColumns))
    guard form.count < Self.formColumns else {
      return [StyledText(form, theme.accent), gap + StyledText(help)]
    }
    return [StyledText(form.aligned(left: Self.formColumns), theme.accent) + StyledText(help)]
  }

  mutating func update(_ key: Key, _ session: inout Session) -> OverlayStep {
    var page = page(session.theme)
    let step = page.update(key, &session)
    scroll = page.scroll
    return step
  }

  func render(_ session: Session, in area: Rect, on screen: inout Screen) {
    page(session.theme).render(session, in: area, on: &screen)
  }
}
