import Figures
import Screens
import VisionTransformers

/// The page that holds what layers compute against what their papers say, token by token and layer
/// by layer.
struct VerifyView: ExplorerView {
  enum Action: Hashable, Sendable {
    case nextMismatch(Int)
    case again
  }

  /// What a region follows from.
  private struct RegionKey: Hashable {
    let subject: LayerChecks.Subject
    let token: Int
    let head: Int?
    let direction: Selection.Direction
  }

  let title = "verification"
  let about = """
    Left is what the token may attend to by the formula of the paper, right is what the layer's own \
    kernel does: every key leaves a mark in the values, and the outputs that show it have taken it \
    up; then key and value of some tokens change, and outputs are compared bit for bit. Clusters \
    and sampling points stay as they are. Tokens that are on one side only have a sign, - or +, and \
    a colour of their own. The layers below are checked one after another.
    """
  var checks = LayerChecks()
  private var known: (key: RegionKey, region: VerifiedRegion)?

  static let bindings: [KeyBinding<Action>] = [
    KeyBinding(
      "x X", "difference", "the next query that differs, in any layer; the one before", in: .mode,
      priority: 75,
      [(.character("x"), .nextMismatch(1)), (.character("X"), .nextMismatch(-1))]),
    KeyBinding(
      "a", "again", "check all layers again, or go on after ^C", in: .mode, priority: 72,
      [(.character("a"), .again)]),
  ]

  /// The region that is drawn; nothing where it is not known yet.
  var region: VerifiedRegion? { known?.region }

  mutating func perform(_ action: Action, on session: inout Session) -> [Effect] {
    switch action {
    case .nextMismatch(let step): goToMismatch(by: step, &session)
    case .again:
      guard checks.isStopped else {
        checks.restart()
        known = nil
        break
      }
      checks.isStopped = false
    }
    return []
  }

  mutating func refresh(_ session: inout Session) -> [Effect] {
    var effects =
      checks.forget(allBut: session.opened.request).map { [Effect.cancelWork($0)] } ?? []
    if checks.pending == nil, !checks.isStopped, let position = nextPosition(session) {
      effects.append(.work(work(at: position, &session)))
    }
    updateRegion(session)
    return effects
  }

  mutating func receive(_ event: WorkEvent, of id: Int, session: inout Session) {
    checks.receive(event, of: id)
  }

  func pageRows(_ session: Session, in area: Rect) -> Int {
    let viewport = VerifyLayout(session, in: area).declared.viewport
    return viewport.rows.count * viewport.pool
  }

  mutating func mouse(
    row: Int, column: Int, _ action: MouseAction, in area: Rect, session: inout Session
  ) {
    let layout = VerifyLayout(session, in: area)
    switch action {
    case .wheelUp: session.stepLayer(by: -1)
    case .wheelDown: session.stepLayer(by: 1)
    case .press:
      for map in [layout.declared, layout.measured] {
        guard let token = map.viewport.token(atRow: row, column: column) else { continue }
        session.move(toRow: token.row, column: token.column)
      }
    }
  }

  func render(_ session: Session, in area: Rect, on screen: inout Screen) {
    let layout = VerifyLayout(session, in: area)
    for (place, kind) in [(layout.declared, RegionMap.Kind.declared), (layout.measured, .measured)]
    {
      RegionMap(kind: kind, place: place, session: session, region: region).draw(on: &screen)
    }
    VerdictPanel(session: session, checks: checks, region: region)
      .draw(in: layout.verdict, hasFrame: layout.hasFrame, on: &screen)
    screen.cursor = layout.measured.viewport.cell(
      ofRow: session.cursor.row, column: session.cursor.column)
  }

  func numbers(_ session: Session) -> NumberTable? {
    VerifyFigure(session: session, checks: checks, region: region).numbers
  }

  func figure(_ session: Session) -> Figure? {
    VerifyFigure(session: session, checks: checks, region: region).figure
  }

  func row(_ session: Session) -> String {
    VerifyFigure(session: session, checks: checks, region: region).row
  }

  private mutating func updateRegion(_ session: Session) {
    guard let position = session.position else { return known = nil }
    let subject = session.subject(at: position)
    let grid = session.grid
    let key = RegionKey(
      subject: subject, token: grid[session.cursor.row, session.cursor.column],
      head: session.shownHead, direction: session.selection.direction)
    guard known?.key != key else { return }
    known = checks.verification(of: subject).map { verification in
      let region =
        key.direction == .outgoing
        ? verification.region(of: key.token, head: key.head)
        : verification.region(incomingTo: key.token, head: key.head)
      return (key, region)
    }
  }
}
