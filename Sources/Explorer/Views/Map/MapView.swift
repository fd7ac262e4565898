import Figures
import Screens

/// The page to start with: the map of tokens, what is known of the one under the cursor, and its
/// region under every mechanism.
struct MapView: ExplorerView {
  enum Action: Hashable, Sendable {
    case nextCells
    case toggleFit
    case panel(Int)
    case nextPanel(Int)
  }

  let title = "the map"
  let about = """
    The tokens of one block, drawn over the picture. Bright are those that the token under the \
    cursor attends to: its region, which follows from the mechanism alone. Once the model has run, \
    v shows how much it attends to each. The panels say why the region is what it is, and what the \
    block costs.
    """
  var cells = CellView.picture
  /// Whether tokens are pooled where not all have room.
  var isFit = true
  /// The panel that has the side column to itself.
  var zoomed: Int?
  /// What was asked for last, and the work that has not ended.
  private var asked: (question: IncomingQuestion, work: Int?)?

  static let bindings: [KeyBinding<Action>] = [
    KeyBinding(
      "v", "view", "cells: picture, region by branch, weights, token norm", in: .mode,
      priority: 75, [(.character("v"), .nextCells)]),
    KeyBinding(
      "z", "1:1", "fit all tokens in, or one cell for each", in: .mode, priority: 35,
      [(.character("z"), .toggleFit)]),
    KeyBinding(
      "1-5", "zoom", "give a panel the whole column, or take it back", in: .mode, priority: 9,
      (0..<SidePanels.all.count).map { (.character(Character("\($0 + 1)")), .panel($0)) }),
    KeyBinding(
      "Tab", "panel", "the next panel, alone; back-tab the one before", in: .mode, priority: 7,
      [(.tab, .nextPanel(1)), (.backTab, .nextPanel(-1))]),
  ]

  mutating func perform(_ action: Action, on session: inout Session) -> [Effect] {
    switch action {
    case .nextCells: cells = cells.next
    case .toggleFit: isFit.toggle()
    case .panel(let index): zoomed = zoomed == index ? nil : index
    case .nextPanel(let step):
      let count = SidePanels.all.count + 1
      let place = ((zoomed.map { $0 + 1 } ?? 0) + step + count) % count
      zoomed = place == 0 ? nil : place - 1
    }
    return []
  }

  /// Asks for the weights of others where there are too many to compute between two keys.
  mutating func refresh(_ session: inout Session) -> [Effect] {
    guard let question = session.reading.unanswered, question != asked?.question else { return [] }
    let outdated = asked?.work.map { [Effect.cancelWork($0)] } ?? []
    let work = session.work(on: question)
    asked = (question, work?.id)
    return outdated + (work.map { [.work($0)] } ?? [])
  }

  mutating func receive(_ event: WorkEvent, of id: Int, session: inout Session) {
    guard id == asked?.work, event.isLast else { return }
    asked?.work = nil
    if case .done(let answer as IncomingAnswer) = event { session.incomingAnswer = answer }
  }

  mutating func goBack(_ session: inout Session) -> Bool {
    if zoomed != nil {
      zoomed = nil
    } else if session.selection.mechanism != nil {
      session.show(mechanism: nil)
    } else {
      return false
    }
    return true
  }

  func pageRows(_ session: Session, in area: Rect) -> Int {
    let viewport = layout(session, in: area).viewport
    return viewport.rows.count * viewport.pool
  }

  mutating func mouse(
    row: Int, column: Int, _ action: MouseAction, in area: Rect, session: inout Session
  ) {
    switch action {
    case .wheelUp: session.stepLayer(by: -1)
    case .wheelDown: session.stepLayer(by: 1)
    case .press:
      guard let token = layout(session, in: area).viewport.token(atRow: row, column: column) else {
        return
      }
      session.move(toRow: token.row, column: token.column)
    }
  }

  func render(_ session: Session, in area: Rect, on screen: inout Screen) {
    let layout = layout(session, in: area)
    let reading = session.reading
    let (viewport, theme) = (layout.viewport, session.theme)
    drawEdges(layout, session, on: &screen)
    MapPainter(
      squares: MapSquares(reading, viewport: viewport), viewport: viewport, view: cells,
      hasWeights: reading.attention != nil, capabilities: session.capabilities, theme: theme
    ).draw(on: &screen)
    PinMarks(session: session, viewport: viewport).draw(on: &screen)
    MapRulers(viewport: viewport, cursor: session.cursor, theme: theme)
      .draw(columns: layout.columnRuler, rows: layout.rowRuler, on: &screen)
    SidePanels(session: session, zoomed: zoomed, hasFrames: layout.hasFrames)
      .draw(in: layout.side, on: &screen)
    ComparisonStrip(session: session).draw(in: layout.comparison, on: &screen)
    let cell = viewport.cell(ofRow: session.cursor.row, column: session.cursor.column)
    screen.cursor = cell
  }

  func numbers(_ session: Session) -> NumberTable? { MapFigure(session, cells: cells).numbers }

  func figure(_ session: Session) -> Figure? { MapFigure(session, cells: cells).figure }

  /// The map's frame, or the line below it, with the legend in it.
  private func drawEdges(_ layout: MapLayout, _ session: Session, on screen: inout Screen) {
    let columns = layout.hasFrames ? layout.panel.columns - 6 : layout.legend.columns - 3
    let legend = MapLegend(session: session, viewport: layout.viewport, view: cells)
      .text(columns: columns)
    let theme = session.theme
    if layout.hasFrames {
      var title = StyledText("map ", theme.title)
      title.append(cells.rawValue, theme.faint)
      Frame(title, footnote: legend, style: theme.line).draw(in: layout.panel, on: &screen)
    } else {
      screen.rule(legend, in: layout.legend, style: theme.line)
    }
  }

  private func layout(_ session: Session, in area: Rect) -> MapLayout {
    MapLayout(session, isFit: isFit, in: area)
  }
}
