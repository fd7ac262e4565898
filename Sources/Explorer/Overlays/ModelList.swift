import Screens
import VisionTransformers

/// Every model of the catalogue.
struct ModelList: Overlay {
  private var list: PickList
  private let rows: [PickList.Row]

  init(_ session: Session) {
    rows = BackboneCatalog.families.flatMap { family in
      family.variantNames.map { ($0, "\(family.paper.title), \(family.paper.year)") }
    }.enumerated().map { PickList.Row(title: $1.0, detail: $1.1, value: $0) }
    let current = session.spec.name
    list = PickList(selected: rows.firstIndex { $0.title == current } ?? 0)
  }

  var hints: [KeyHint] { PickList.hints }

  mutating func update(_ key: Key, _ session: inout Session) -> OverlayStep {
    switch list.update(key, rows: rows) {
    case .none: .stays([])
    case .cancelled: .closes([])
    case .picked(let index): .closes(session.open(model: rows[index].title))
    }
  }

  func render(_ session: Session, in area: Rect, on screen: inout Screen) {
    list.render(
      "open a model", rows: rows, theme: session.theme,
      in: area.centered(columns: 100, rows: rows.count + 3), on: &screen)
  }
}
