import Figures
import Images
import Screens
import VisionTransformers

/// Follows the token under the cursor back to the pixels: what it draws on, through all blocks, merges
/// and the stem, and how that grows with depth.
struct FollowView: ExplorerView {
  enum Action: Hashable, Sendable {
    case reading(Int)
    case others
    case stop(Int)
    case toggleFit
    case togglePicture
    case toggleGrowth
  }

  let title = "following a token to the pixels"
  let about = """
    Where the token under the cursor comes from, after the block that is shown: through attention, \
    shifts, merges and the stem, back to the pixels. In theory, a token draws on whatever any layer \
    lets it reach. Rollout weighs the ways: what a token keeps of itself and what it takes from its \
    keys count half each, keys alike or as in the run; merges spread evenly on what they merge, and \
    convolutions inside of blocks are left out. Merges and halves are conventions of this program \
    (rollout: arXiv 2005.00928). The curve shows how that grows from block to block, in tokens of \
    the first grid: effective tokens (exp of the entropy), and the fewest that hold 50% and 90%.
    """

  var reading = FollowReading.uniform
  var showsOthers = false
  /// Whether the picture is seen through the shares.
  var showsPicture = true
  var isFit = true
  /// Whether the growth has the page to itself.
  var showsGrowthAlone = false
  /// At how many maps before the pixels the way ends.
  var stopsShort = 0
  private(set) var known = FollowKnowledge()
  /// The mean colour of each place of the map that is drawn.
  private(set) var colors: [RGB]?

  static let bindings: [KeyBinding<Action>] = [
    KeyBinding(
      "v", "reading", "theory, rollout with keys alike, rollout of the run", in: .mode,
      priority: 75, [(.character("v"), .reading(1))]),
    KeyBinding(
      "a", "others", "growth of swin-t, cswin-t, pale-t and axial beside it", in: .mode,
      priority: 72, [(.character("a"), .others)]),
    KeyBinding(
      "- +", "stop", "stop one block earlier on the way to the pixels, or later", in: .mode,
      priority: 50,
      [(.character("-"), .stop(1)), (.character("+"), .stop(-1)), (.character("="), .stop(-1))]),
    KeyBinding(
      "p", "picture", "the shares over the picture, or alone", in: .mode, priority: 20,
      [(.character("p"), .togglePicture)]),
    KeyBinding(
      "z", "1:1", "fit the picture in, or show a part of it", in: .mode, priority: 10,
      [(.character("z"), .toggleFit)]),
    KeyBinding(
      "Tab", "growth", "the growth alone, or beside the picture", in: .mode, priority: 48,
      [(.tab, .toggleGrowth), (.backTab, .toggleGrowth)]),
  ]

  mutating func perform(_ action: Action, on session: inout Session) -> [Effect] {
    switch action {
    case .reading(let step): reading = reading.next(step)
    case .others: showsOthers.toggle()
    case .stop(let step):
      stopsShort = min(max(0, stopsShort + step), (known.token?.stops ?? 1) - 1)
    case .toggleFit: isFit.toggle()
    case .togglePicture: showsPicture.toggle()
    case .toggleGrowth: showsGrowthAlone.toggle()
    }
    return []
  }

  mutating func goBack(_ session: inout Session) -> Bool {
    guard showsGrowthAlone || stopsShort > 0 else { return false }
    if showsGrowthAlone { showsGrowthAlone = false } else { stopsShort = 0 }
    return true
  }

  // MARK: - What is known

  mutating func refresh(_ session: inout Session) -> [Effect] {
    let effects = known.ask(&session, isMeasured: reading == .measured, hasOthers: showsOthers)
    known.follow(session, reading)
    stopsShort = min(stopsShort, (known.token?.stops ?? 1) - 1)
    colors = shownMass.flatMap { session.library.meanColors(on: $0.grid) }
    return effects
  }

  mutating func receive(_ event: WorkEvent, of id: Int, session: inout Session) {
    known.receive(event, of: id)
  }

  func numbers(_ session: Session) -> NumberTable? {
    FollowNumbers(known: known, showsOthers: showsOthers).table
  }

  func figure(_ session: Session) -> Figure? {
    FollowFigure(
      session: session, reading: reading, known: known, showsOthers: showsOthers,
      stopsShort: stopsShort
    ).figure
  }

  func row(_ session: Session) -> String { FollowRow(session: session, known: known).text }

  /// The shares to draw.
  var shownMass: TokenMass? {
    known.token.map { $0.mass(at: $0.stops - 1 - stopsShort) }
  }
}
