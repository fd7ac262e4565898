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
  private var scroll = 0

  var hints: [KeyHint] { page(Theme(TerminalCapabilities())).hints }

  private func page(_ theme: Theme) -> TextPage {
    let commands = CommandCatalog.all.map { command in
      let form = ":\(command.name) \(command.usage)"
      var line = StyledText(form.aligned(left: 26), theme.accent)
      line.append(" \(command.help)")
      return line
    }
    let settings = CommandCatalog.settings.map { setting in
      let form = ":set \(setting.name) \(setting.values.joined(separator: "|"))"
      var line = StyledText(form.aligned(left: 26), theme.accent)
      line.append(" \(setting.help)")
      return line
    }
    return TextPage("commands", lines: commands + [StyledText()] + settings, scroll: scroll)
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
