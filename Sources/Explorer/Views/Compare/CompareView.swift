import Figures
import Screens
import VisionTransformers

/// The token under the cursor under every mechanism at once, on a grid and with extents of one's choice.
struct CompareView: ExplorerView {
  enum Action: Hashable, Sendable {
    case nextPage
    case panel(Int)
    case nextPanel(Int)
    case zoom
    case toggleFit
  }

  let title = "every mechanism at once"
  let about = """
    What the token under the cursor may attend to under each mechanism, in one layer: small maps, \
    bright in the region; v colours them by branch of heads, then shows a table, then what attention \
    costs from grid to grid. :grid :window :shift :pale :stripe :reduction try other sizes, and it is \
    said what divides and what does not. MACs are those of the attention alone, as papers count them \
    (they print FLOPs). Effective tokens: exp of the entropy when every key of a head weighs the same.
    """
  var page = ComparePage.maps
  /// The mechanism that was chosen; nothing for the model's own.
  private var chosen: Int?
  /// Whether it has the page to itself.
  var isZoomed = false
  /// Whether small maps pool tokens, so that more mechanisms are seen.
  var isFit = true
  private var knowledge = CompareKnowledge()
  private(set) var reading: CompareReading?
  /// Where windows and stripes of the zoomed mechanism begin.
  private(set) var bands: PartitionBands?
  private var bandsKey: BandsKey?

  private struct BandsKey: Hashable {
    let layouts: CompareLayouts.Key
    let selected: Int
  }

  static let bindings: [KeyBinding<Action>] = [
    KeyBinding(
      "v", "view", "maps over the picture, maps by branch, a table, costs by grid", in: .mode,
      priority: 75, [(.character("v"), .nextPage)]),
    KeyBinding(
      "1-9", "zoom", "one mechanism alone, or all again", in: .mode, priority: 74,
      (0..<9).map { (.character(Character("\($0 + 1)")), .panel($0)) }),
    KeyBinding(
      "Tab", "next", "the next mechanism; back-tab the one before", in: .mode, priority: 73,
      [(.tab, .nextPanel(1)), (.backTab, .nextPanel(-1))]),
    KeyBinding(
      "Enter", "zoom it", "the chosen mechanism alone, or all again", in: .mode, priority: 20,
      [(.enter, .zoom)]),
    KeyBinding(
      "z", "1:1", "pool tokens so that more is seen, or one place for each", in: .mode,
      priority: 35, [(.character("z"), .toggleFit)]),
  ]

  mutating func perform(_ action: Action, on session: inout Session) -> [Effect] {
    switch action {
    case .nextPage:
      isZoomed = isZoomed && page.next.hasMaps
      page = page.next
    case .panel(let index):
      isZoomed = !(isZoomed && selected == index)
      chosen = index
    case .nextPanel(let step): select(by: step)
    case .zoom: isZoomed.toggle()
    case .toggleFit: isFit.toggle()
    }
    if isZoomed && !page.hasMaps { page = .maps }
    return []
  }

  mutating func goBack(_ session: inout Session) -> Bool {
    guard isZoomed || !page.hasMaps else { return false }
    if isZoomed { isZoomed = false } else { page = .maps }
    return true
  }

  /// The mechanism that the line below tells of.
  var selected: Int { chosen ?? reading?.entries.firstIndex(where: \.isOwn) ?? 0 }

  mutating func select(_ index: Int) { chosen = index }

  mutating func select(by step: Int) {
    let count = MechanismCatalog.all.count
    chosen = (selected + step + count) % count
  }

  func grid(_ session: Session) -> TokenGrid? { session.playground.grid }

  // MARK: - What is known

  mutating func refresh(_ session: inout Session) -> [Effect] {
    let effects = knowledge.ask(&session)
    read(&session)
    return effects
  }

  mutating func receive(_ event: WorkEvent, of id: Int, session: inout Session) {
    knowledge.receive(event, of: id)
  }

  private mutating func read(_ session: inout Session) {
    let key = CompareReading.Key(session)
    guard let layouts = knowledge.layouts(of: key.layouts) else {
      reading = nil
      return
    }
    if reading?.key != key {
      reading = CompareReading(
        key, layouts, input: session.spec.input,
        colors: session.library.meanColors(on: key.layouts.grid))
    }
    let bandsKey = isZoomed ? BandsKey(layouts: key.layouts, selected: selected) : nil
    guard self.bandsKey != bandsKey else { return }
    self.bandsKey = bandsKey
    bands =
      bandsKey == nil
      ? nil
      : (try? layouts.playground.entries[selected].outcome.get().pattern).map(PartitionBands.init)
  }

  // MARK: - Export

  func numbers(_ session: Session) -> NumberTable? {
    reading.map { CompareFigure($0, session, page: page).numbers }
  }

  func figure(_ session: Session) -> Figure? {
    reading.map { CompareFigure($0, session, page: page).figure }
  }

  func row(_ session: Session) -> String {
    guard let reading, reading.entries.indices.contains(selected) else { return "" }
    return CompareFigure(reading, session, page: page).row(of: reading.entries[selected])
  }
}
