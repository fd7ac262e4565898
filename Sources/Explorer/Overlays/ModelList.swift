import Screens
import VisionTransformers

/// The checkpoints on this machine, as they are found, and every model of the catalogue.
struct ModelList: Overlay {
  /// What picking a row opens.
  private enum Choice {
    case weights(String)
    case model(String)
  }

  private var list: PickList
  /// How many checkpoints the list was made for; more may be found while it is open.
  private var foundCount: Int
  private let models: [(name: String, detail: String)]

  init(_ session: Session) {
    models = BackboneCatalog.families.flatMap { family in
      family.variantNames.map { ($0, "\(family.paper.title), \(family.paper.year)") }
    }
    let place = models.firstIndex { $0.name == session.spec.name } ?? 0
    foundCount = session.found?.count ?? 0
    list = PickList(selected: foundCount + place)
  }

  /// The list, still at the row where it was before checkpoints came in above.
  private func current(_ session: Session) -> PickList {
    list.filter.isEmpty ? list.moved(by: (session.found?.count ?? 0) - foundCount) : list
  }

  var hints: [KeyHint] { PickList.hints }

  mutating func update(_ key: Key, _ session: inout Session) -> OverlayStep {
    let choices = choices(session)
    list = current(session)
    foundCount = session.found?.count ?? 0
    switch list.update(key, rows: rows(session)) {
    case .none: return .stays([])
    case .cancelled: return .closes([])
    case .picked(let index):
      switch choices[index] {
      case .weights(let name): return .closes(session.open(weights: name))
      case .model(let name): return .closes(session.open(model: name))
      }
    }
  }

  private func choices(_ session: Session) -> [Choice] {
    (session.found ?? []).map { .weights($0.name) } + models.map { .model($0.name) }
  }

  private func rows(_ session: Session) -> [PickList.Row] {
    let found = (session.found ?? []).map { entry in
      (
        entry.name,
        "\(entry.objection ?? entry.variant ?? "can be run"), \(NumberText.bytes(entry.bytes))"
      )
    }
    return (found + models.map { ($0.name, $0.detail) }).enumerated().map { index, row in
      PickList.Row(title: row.0, detail: row.1, value: index)
    }
  }

  func render(_ session: Session, in area: Rect, on screen: inout Screen) {
    let rows = rows(session)
    let title = session.found == nil ? "open a model (looking for checkpoints…)" : "open a model"
    current(session).render(
      title, rows: rows, theme: session.theme,
      in: area.centered(columns: 100, rows: rows.count + 3), on: &screen)
  }
}
