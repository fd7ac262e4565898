import Figures
import Screens
import VisionTransformers

/// The run: where its time goes step by step, how long passes take, what the machine could do, and
/// the model that was open before beside it.
struct RunView: ExplorerView {
  enum Action: Hashable, Sendable {
    case block(Int)
    case stage(Int)
    case measurePeak
    case bench
    case panel(Int)
    case nextPanel(Int)
  }

  let title = "the run"
  let about = """
    Each bar is a step of the network's last pass over the picture, and its parts are the kinds of \
    operations that the time went to. What the steps do not add up to is given as unaccounted. \
    Beside it: how long the passes took one after another, how near they come to the best that \
    this machine's processor can do, and how large the regions of each layer are. Open a second \
    model, and the first stays beside it, stage by stage.
    """

  /// The panel that has the page to itself.
  var zoomed: Int?
  /// What the machine can do, by the number of threads.
  private(set) var peaks: [Int: PeakRate] = [:]
  private var peakWork: Int?
  private(set) var regions: LayerRegionSizes?
  private var regionsWork: (id: Int, key: LayerRegionSizes.Key)?

  /// How many passes a benchmark has where nobody says.
  static let benchPasses = 20

  static let bindings: [KeyBinding<Action>] = [
    KeyBinding(
      "j k", "block", "the block after, before", in: .move, priority: 96,
      [
        (.character("j"), .block(1)), (.down, .block(1)), (.character("k"), .block(-1)),
        (.up, .block(-1)),
      ]),
    KeyBinding(
      "h l", "stage", "the stage before, after", in: .move, priority: 20,
      [
        (.character("h"), .stage(-1)), (.left, .stage(-1)), (.character("l"), .stage(1)),
        (.right, .stage(1)),
      ]),
    KeyBinding(
      "R", "bench", "run the model \(benchPasses) times: median and 95th percentile", in: .run,
      priority: 88, [(.character("R"), .bench)]),
    KeyBinding(
      "p", "peak", "measure this machine's best matrix product", in: .run, priority: 63,
      [(.character("p"), .measurePeak)]),
    KeyBinding(
      "1-4", "zoom", "give a panel the whole page, or take it back", in: .mode, priority: 9,
      (0..<4).map { (.character(Character("\($0 + 1)")), .panel($0)) }),
    KeyBinding(
      "Tab", "panel", "the next panel, alone; back-tab the one before", in: .mode, priority: 7,
      [(.tab, .nextPanel(1)), (.backTab, .nextPanel(-1))]),
  ]

  mutating func perform(_ action: Action, on session: inout Session) -> [Effect] {
    switch action {
    case .block(let step): session.stepLayer(by: step)
    case .stage(let step): session.stepStage(by: step)
    case .measurePeak: return measurePeak(&session)
    case .bench: return session.requestBench(passes: Self.benchPasses) + measurePeak(&session)
    case .panel(let index): zoomed = zoomed == index ? nil : index
    case .nextPanel(let step):
      let place = ((zoomed.map { $0 + 1 } ?? 0) + step + 5) % 5
      zoomed = place == 0 ? nil : place - 1
    }
    return []
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
      panels(session, [zoomed], of: layout).draw(in: area, on: &screen)
    } else {
      panels(session, [0], of: layout).draw(in: layout.left, on: &screen)
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

  private func hasComparison(_ session: Session) -> Bool {
    RunComparisonPanel(session).hasOther
  }

  private func panels(_ session: Session, _ places: [Int], of layout: RunLayout) -> SidePanels {
    let all: [any SidePanel] = [
      RunTimePanel(session),
      RunFactsPanel(peak: peaks[session.threads], isMeasuring: peakWork != nil),
      RunLayersPanel(regions: regions(of: session)),
      RunComparisonPanel(session),
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
