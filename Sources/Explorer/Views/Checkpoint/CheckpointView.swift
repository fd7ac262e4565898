import Figures
import Screens
import VisionTransformers

/// What the parameters come from: the checkpoint's format and family, how its tensors fit, and each of
/// them; or the seed, and what a checkpoint would have to hold.
struct CheckpointView: ExplorerView {
  enum Action: Hashable, Sendable {
    case scroll(Int)
    case panel(Int)
    case nextPanel(Int)
  }

  let title = "the checkpoint"
  let about = """
    Where the parameters come from. The file's format and family are read off its tensors, and each \
    tensor is held against what the model asks for: matched, missing, of another shape, or left \
    over. Nothing in a file is ever run. Seeded parameters have no file: the list has the names and \
    shapes that one would hold, and O opens one. The bars say which parts of the model its numbers \
    are in.
    """
  /// The tensor that is looked at.
  private var current = 0
  /// The panel that has the page to itself.
  private var zoomed: Int?
  private var model: ModelParameters?

  private static let panelCount = 4
  /// The place of the list among the panels.
  private static let list = 3

  static let bindings: [KeyBinding<Action>] = [
    KeyBinding(
      "j k", "tensor", "the next tensor, the one before", in: .move, priority: 96,
      [
        (.character("j"), .scroll(1)), (.down, .scroll(1)), (.character("k"), .scroll(-1)),
        (.up, .scroll(-1)),
      ]),
    KeyBinding(
      "PgDn PgUp", "page", "ten tensors down, up", in: .move, priority: 20,
      [(.pageDown, .scroll(10)), (.pageUp, .scroll(-10))]),
    KeyBinding(
      "1-4", "zoom", "give a panel the whole page, or take it back", in: .mode, priority: 9,
      (0..<panelCount).map { (.character(Character("\($0 + 1)")), .panel($0)) }),
    KeyBinding(
      "Tab", "panel", "the next panel, alone; back-tab the one before", in: .mode, priority: 7,
      [(.tab, .nextPanel(1)), (.backTab, .nextPanel(-1))]),
  ]

  mutating func perform(_ action: Action, on session: inout Session) -> [Effect] {
    switch action {
    case .scroll(let step):
      let last = max(0, CheckpointFacts(session, model).tensors.count - 1)
      current = min(max(0, current + step), last)
    case .panel(let index): zoomed = zoomed == index ? nil : index
    case .nextPanel(let step):
      let count = Self.panelCount + 1
      let place = ((zoomed.map { $0 + 1 } ?? 0) + step + count) % count
      zoomed = place == 0 ? nil : place - 1
    }
    return []
  }

  mutating func goBack(_ session: inout Session) -> Bool {
    defer { zoomed = nil }
    return zoomed != nil
  }

  mutating func refresh(_ session: inout Session) -> [Effect] {
    if model?.model != session.opened.request {
      model = ModelParameters(of: session.opened)
      current = 0
    }
    guard session.opened.inspection == nil, session.found == nil else { return [] }
    session.found = []
    return [.findCheckpoints]
  }

  mutating func mouse(
    row: Int, column: Int, _ action: MouseAction, in area: Rect, session: inout Session
  ) {
    switch action {
    case .wheelUp: _ = perform(.scroll(-3), on: &session)
    case .wheelDown: _ = perform(.scroll(3), on: &session)
    case .press: break
    }
  }

  func render(_ session: Session, in area: Rect, on screen: inout Screen) {
    let hasFrames = area.columns >= MapLayout.frameColumns
    var rest = hasFrames ? area : area.inset(left: 1, right: 1)
    screen.cursor = Position(row: area.row, column: area.column)
    if let zoomed {
      panels(session, [zoomed], hasFrames: hasFrames).draw(in: rest, on: &screen)
    } else if hasFrames {
      panels(session, [0, 1, 2], hasFrames: true)
        .draw(in: rest.takeLeft(rest.columns * 2 / 5), on: &screen)
      panels(session, [Self.list], hasFrames: true).draw(in: rest, on: &screen)
    } else {
      panels(session, [0, 2, Self.list], hasFrames: false).draw(in: rest, on: &screen)
    }
  }

  private func panels(_ session: Session, _ places: [Int], hasFrames: Bool) -> SidePanels {
    let all: [any SidePanel] = [
      CheckpointFactsPanel(), ParameterPartsPanel(model: model), FoundCheckpointsPanel(),
      TensorListPanel(model: model, current: current),
    ]
    return SidePanels(
      panels: places.map { all[$0] }, importance: Array(places.indices),
      numbers: places.map { $0 + 1 }, session: session,
      zoomed: places.count == 1 && zoomed != nil ? 0 : nil, hasFrames: hasFrames)
  }

  func numbers(_ session: Session) -> NumberTable? { CheckpointFacts(session, model).table }

  func figure(_ session: Session) -> Figure? { CheckpointFacts(session, model).figure }

  func row(_ session: Session) -> String {
    CheckpointFacts(session).facts.map { "\($0.caption) \($0.text)" }
      .joined(separator: ", ").escapingControls
  }
}
