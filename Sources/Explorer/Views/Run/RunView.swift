import Figures
import Screens
import VisionTransformers

/// The run: where its time goes step by step, how long passes take, what the machine could do, and
/// the model that was open before beside it.
struct RunView: ExplorerView {
  enum Action: Hashable, Sendable {
    case measurePeak
    case bench
    case panel(Int)
    case nextPanel(Int)
  }

  let title = "the run"
  let about = """
    Each bar is a step of a pass over the picture, and its parts are the kinds of operations that the \
    time went to; waiting is for other threads, and other programs. After several passes it is the \
    middle one, the first left out. What the steps do not add up to, mostly keeping what the pages \
    show, is unaccounted. Beside it: how long passes took, how near they come to the best that this \
    machine can do, and how large regions are. Open a second model, and the first stays beside it.
    """

  /// The panel that has the page to itself.
  var zoomed: Int?
  /// What the machine can do, by the number of threads.
  private(set) var peaks: [Int: PeakRate] = [:]
  private var peakWork: Int?
  private(set) var regions: LayerRegionSizes?
  /// What the page of heads has had worked out; this page asks for none of it, which would slow runs
  /// down that it measures.
  private var heads = HeadFindings()
  private var regionsWork: (id: Int, key: LayerRegionSizes.Key)?

  private static let panelCount = 5

  /// How many passes a benchmark has where nobody says.
  static let benchPasses = 20

  static let bindings: [KeyBinding<Action>] = [
    KeyBinding(
      "R", "bench", "run the model \(benchPasses) times: median and 95th percentile", in: .run,
      priority: 88, [(.character("R"), .bench)]),
    KeyBinding(
      "p", "peak", "measure this machine's best matrix product", in: .run, priority: 63,
      [(.character("p"), .measurePeak)]),
    KeyBinding(
      "1-5", "zoom", "give a panel the whole page, or take it back; 5: operations", in: .mode,
      priority: 9,
      (0..<panelCount).map { (.character(Character("\($0 + 1)")), .panel($0)) }),
    KeyBinding(
      "Tab", "panel", "the next panel, alone; back-tab the one before", in: .mode, priority: 7,
      [(.tab, .nextPanel(1)), (.backTab, .nextPanel(-1))]),
  ]

  mutating func perform(_ action: Action, on session: inout Session) -> [Effect] {
    switch action {
    case .measurePeak: return measurePeak(&session)
    case .bench: return session.requestBench(passes: Self.benchPasses) + measurePeak(&session)
    case .panel(let index): zoomed = zoomed == index ? nil : index
    case .nextPanel(let step):
      let count = Self.panelCount + 1
      let place = ((zoomed.map { $0 + 1 } ?? 0) + step + count) % count
      zoomed = place == 0 ? nil : place - 1
    }
    return []
  }

  /// Up and down go from block to block, left and right from stage to stage.
  mutating func move(rows: Int, columns: Int, _ session: inout Session) -> Bool {
    if rows != 0 { session.stepLayer(by: rows) }
    if columns != 0 { session.stepStage(by: columns.signum()) }
    return true
  }

  mutating func goBack(_ session: inout Session) -> Bool {
    defer { zoomed = nil }
    return zoomed != nil
  }

  /// Measures the machine, where that is not under way already.
  mutating func measurePeak(_ session: inout Session) -> [Effect] {
    guard peakWork == nil else { return [] }
    let work = session.measurePeak()
    peakWork = work.id
    return [.work(work)]
  }

  mutating func refresh(_ session: inout Session) -> [Effect] {
    let key = session.regionSizesKey
    guard regions?.key != key, regionsWork?.key != key else { return [] }
    let work = session.countRegions()
    regionsWork = (work.id, key)
    return [.work(work)]
  }

  mutating func receive(_ event: WorkEvent, of id: Int, session: inout Session) {
    heads.overhear(event, session)
    if id == peakWork {
      if case .done(let peak as PeakRate) = event { peaks[peak.threads] = peak }
      if event.isLast { peakWork = nil }
    } else if id == regionsWork?.id {
      if case .done(let sizes as LayerRegionSizes) = event { regions = sizes }
    }
  }

  func render(_ session: Session, in area: Rect, on screen: inout Screen) {
    let layout = RunLayout(in: area)
    let time = RunTimePanel(session)
    if let zoomed {
      panels(session, [zoomed], of: layout).draw(
        in: layout.hasFrames ? area : area.inset(left: 1, right: 1), on: &screen)
    } else {
      panels(session, left(session, layout), of: layout).draw(in: layout.left, on: &screen)
      let right = hasComparison(session) ? [1, 3, 2] : [1, 2]
      panels(session, right, of: layout).draw(in: layout.right, on: &screen)
    }
    let inside = layout.timeLines(zoomed: zoomed == 0)
    if let line = time.lineOfSelection(rows: inside.rows, session), zoomed ?? 0 == 0 {
      screen.cursor = Position(row: inside.row + line, column: inside.column)
    }
  }

  func numbers(_ session: Session) -> NumberTable? {
    RunNumbers(session: session, regions: regions(of: session)).table
  }

  func figure(_ session: Session) -> Figure? {
    RunNumbers(session: session, regions: regions(of: session)).figure
  }

  /// The regions, where they are those of what is shown.
  private func regions(of session: Session) -> LayerRegionSizes? {
    regions?.key == session.regionSizesKey ? regions : nil
  }

  /// The steps, and below them the operations where there is room for both.
  private func left(_ session: Session, _ layout: RunLayout) -> [Int] {
    let columns = layout.left.columns
    let steps = RunTimePanel(session).rows(session, columns: columns).most
    let operations = RunOperationsPanel(session).rows(session, columns: columns).minimum
    let chrome = layout.hasFrames ? 4 : 1
    return steps + operations + chrome <= layout.left.rows ? [0, 4] : [0]
  }

  private func hasComparison(_ session: Session) -> Bool {
    RunComparisonPanel(session).hasOther
  }

  private func panels(_ session: Session, _ places: [Int], of layout: RunLayout) -> SidePanels {
    let all: [any SidePanel] = [
      RunTimePanel(session),
      RunFactsPanel(peak: peaks[session.threads], isMeasuring: peakWork != nil),
      RunLayersPanel(regions: regions(of: session), heads: heads),
      RunComparisonPanel(session),
      RunOperationsPanel(session),
    ]
    return SidePanels(
      panels: places.map { all[$0] }, importance: Array(places.indices),
      numbers: places.map { $0 + 1 }, session: session,
      zoomed: places.count == 1 && zoomed != nil ? 0 : nil, hasFrames: layout.hasFrames)
  }

  mutating func mouse(
    row: Int, column: Int, _ action: MouseAction, in area: Rect, session: inout Session
  ) {
    switch action {
    case .wheelUp: session.stepLayer(by: -1)
    case .wheelDown: session.stepLayer(by: 1)
    case .press:
      let inside = RunLayout(in: area).timeLines(zoomed: zoomed == 0)
      guard zoomed ?? 0 == 0, inside.contains(row: row, column: column),
        let address = RunTimePanel(session).address(
          inLine: row - inside.row, rows: inside.rows, session)
      else { return }
      session.selection.address = address
      session.selection.layer = 0
    }
  }
}
