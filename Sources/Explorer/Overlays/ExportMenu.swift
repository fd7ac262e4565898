import Screens

/// What the page can be written as; what is picked goes to the command line with a name for the file.
struct ExportMenu: Overlay {
  private var list = PickList()
  private let names: [String]
  private let rows: [PickList.Row]

  init(_ explorer: Explorer) {
    names = ExportFormat.allCases.map(explorer.suggestedName)
    rows = ExportFormat.allCases.enumerated().map { index, format in
      PickList.Row(title: format.rawValue, detail: format.help, value: index)
    }
  }

  var hints: [KeyHint] { PickList.hints }

  mutating func update(_ key: Key, _ session: inout Session) -> OverlayStep {
    switch list.update(key, rows: rows) {
    case .none: .stays([])
    case .cancelled: .closes([])
    case .picked(let index): .gives(way: CommandPrompt(session, text: "w \(names[index])"))
    }
  }

  func render(_ session: Session, in area: Rect, on screen: inout Screen) {
    list.render(
      "write this page as", rows: rows, theme: session.theme,
      in: area.centered(columns: 58, rows: rows.count + 3), on: &screen)
  }
}
