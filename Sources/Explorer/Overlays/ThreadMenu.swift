import Screens

/// How many threads to run on: those that are picked run the model at once.
struct ThreadMenu: Overlay {
  private var list: PickList
  private let rows: [PickList.Row]

  init(_ session: Session) {
    rows = (1...session.settings.maximumThreads).map { count in
      PickList.Row(title: count == 1 ? "1 thread" : "\(count) threads", value: count)
    }
    list = PickList(selected: session.threads - 1)
  }

  var hints: [KeyHint] { PickList.hints }

  mutating func update(_ key: Key, _ session: inout Session) -> OverlayStep {
    switch list.update(key, rows: rows) {
    case .none: return .stays([])
    case .cancelled: return .closes([])
    case .picked(let count):
      return .closes(session.use(threads: count))
    }
  }

  func render(_ session: Session, in area: Rect, on screen: inout Screen) {
    list.render(
      "threads", rows: rows, theme: session.theme,
      in: area.centered(columns: 34, rows: rows.count + 3), on: &screen)
  }
}
