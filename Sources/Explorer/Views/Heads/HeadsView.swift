import Figures
import Screens
import VisionTransformers

/// All heads of a layer side by side: what each sees from the token under the cursor, and how far and
/// how evenly each looks.
struct HeadsView: ExplorerView {
  enum Action: Hashable, Sendable {
    case sort, reverse
    /// To the head so many places further on in the order.
    case rank(Int)
    case nextCells, scale, population
    case panel(Int)
    case nextPanel(Int)
  }

  let title = "heads"
  let about = """
    Every head of the layer: what it sees from the token under the cursor, and a line of numbers. \
    Distances, entropies and effective keys are means over all tokens once the model has run; a \
    shows those of the one token. The grid and the plot compare the heads of all layers by the \
    number that the table is sorted by: S takes the next, R turns the order around.
    """

  var measure = HeadMeasure.distance
  var isReversed = false
  var cells = HeadCells.weights
  /// Whether one scale of weights serves all heads.
  var sharesScale = false
  /// Whether the table tells of the token under the cursor rather than of all tokens.
  var showsToken = false
  /// The part that has the page to itself.
  var zoomed: HeadsPanel?
  private(set) var findings = HeadFindings()
  private(set) var reading: HeadsReading?
  private var readingKey: HeadsReadingKey?

  static let bindings: [KeyBinding<Action>] = [
    KeyBinding(
      "S", "sort", "sort heads by the next column; grid and plot show it too", in: .mode,
      priority: 83, [(.character("S"), .sort)]),
    KeyBinding(
      "R", "reverse", "turn the order around", in: .mode, priority: 34,
      [(.character("R"), .reverse)]),
    KeyBinding(
      ", .", "rank", "the head before, after in the order of the table", in: .depth, priority: 82,
      [(.character(","), .rank(-1)), (.character("."), .rank(1))]),
    KeyBinding(
      "a", "token", "numbers of all tokens, or of the one under the cursor", in: .mode,
      priority: 74, [(.character("a"), .population)]),
    KeyBinding(
      "v", "view", "small maps: weights, or regions", in: .mode, priority: 73,
      [(.character("v"), .nextCells)]),
    KeyBinding(
      "=", "scale", "a scale of weights for each head, or one for all", in: .mode, priority: 36,
      [(.character("="), .scale)]),
    KeyBinding(
      "1-4", "zoom", "maps, table, layers or depth alone, or all again", in: .mode, priority: 81,
      HeadsPanel.allCases.map { (.character(Character("\($0.rawValue + 1)")), .panel($0.rawValue)) }
    ),
    KeyBinding(
      "Tab", "panel", "the next part alone; back-tab the one before", in: .mode, priority: 33,
      [(.tab, .nextPanel(1)), (.backTab, .nextPanel(-1))]),
  ]

  mutating func perform(_ action: Action, on session: inout Session) -> [Effect] {
    switch action {
    case .sort:
      (measure, isReversed) = (
        measure.next(among: HeadMeasure.columns(of: rows(session))), false
      )
    case .reverse: isReversed.toggle()
    case .rank(let step): stepRank(by: step, &session)
    case .nextCells: cells = cells.next
    case .scale: sharesScale.toggle()
    case .population: showsToken.toggle()
    case .panel(let index):
      let panel = HeadsPanel(rawValue: index)
      zoomed = zoomed == panel ? nil : panel
    case .nextPanel(let step):
      let count = HeadsPanel.allCases.count + 1
      let place = ((zoomed.map { $0.rawValue + 1 } ?? 0) + step + count) % count
      zoomed = HeadsPanel(rawValue: place - 1)
    }
    return []
  }

  /// Shows the head that comes so many places later in the order; the first while all are shown.
  private func stepRank(by step: Int, _ session: inout Session) {
    let order = order(session)
    guard !order.isEmpty else { return }
    let place = session.shownHead.flatMap { order.firstIndex(of: $0) }
    let next =
      place.map { ($0 + step + order.count) % order.count } ?? (step > 0 ? 0 : order.count - 1)
    select(order[next], &session)
  }

  private func select(_ head: Int, _ session: inout Session) {
    session.selection.showsUnion = false
    session.selection.head = head
  }

  mutating func refresh(_ session: inout Session) -> [Effect] {
    let key = HeadsReadingKey(session)
    if key != readingKey {
      reading = HeadsReading(session)
      readingKey = key
    }
    return findings.refresh(&session)
  }

  mutating func receive(_ event: WorkEvent, of id: Int, session: inout Session) {
    findings.receive(event, of: id, session)
  }

  mutating func goBack(_ session: inout Session) -> Bool {
    defer { zoomed = nil }
    return zoomed != nil
  }

  /// The numbers that the table shows, in its order; none where there are none yet.
  func rows(_ session: Session) -> [HeadNumbers] {
    let rows =
      showsToken
      ? reading?.heads.compactMap(\.numbers) ?? []
      : (findings.shown(session) ?? []).map { HeadNumbers($0) }
    return HeadTable.sorted(rows, by: measure, isReversed: isReversed)
  }

  /// All heads in the order of the table, by number where it has no numbers.
  func order(_ session: Session) -> [Int] {
    let rows = rows(session)
    guard rows.isEmpty else { return rows.map(\.head) }
    let heads = reading?.heads.map(\.head) ?? []
    return measure == .head && isReversed ? heads.reversed() : heads
  }

  mutating func mouse(
    row: Int, column: Int, _ action: MouseAction, in area: Rect, session: inout Session
  ) {
    switch action {
    case .wheelUp: session.stepLayer(by: -1)
    case .wheelDown: session.stepLayer(by: 1)
    case .press:
      let drawing = HeadsDrawing(self, session, in: area)
      guard let hit = drawing.hit(row: row, column: column) else { return }
      if let layer = hit.layer {
        session.selection.address = session.geometry.layers[layer].address
        session.selection.layer = session.geometry.layers[layer].index
      }
      select(hit.head, &session)
      if let token = hit.token { session.move(toRow: token.row, column: token.column) }
    }
  }

  func render(_ session: Session, in area: Rect, on screen: inout Screen) {
    HeadsDrawing(self, session, in: area).draw(on: &screen)
  }

  func numbers(_ session: Session) -> NumberTable? { HeadsFigure(self, session).numbers }

  func figure(_ session: Session) -> Figure? { HeadsFigure(self, session).figure }

  func row(_ session: Session) -> String { HeadsFigure(self, session).row }
}
