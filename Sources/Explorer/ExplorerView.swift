import Figures
import Screens
import VisionTransformers

/// One page of the explorer: it keeps what only it knows, and shares the rest with the others.
///
/// To add a page, write one file in `Views/` and name it in ``ViewCatalog``. Its ``bindings`` are
/// all that dispatch, footer and help page need; keys that it does not bind do what they do
/// everywhere.
protocol ExplorerView: Sendable {
  associatedtype Action: Sendable

  /// What the help page says of it, in a few words.
  var title: String { get }

  /// What one sees here, in two to five plain sentences, which the help page begins with.
  var about: String { get }

  static var bindings: [KeyBinding<Action>] { get }

  /// Does what a key of ``bindings`` stands for.
  mutating func perform(_ action: Action, on session: inout Session) -> [Effect]

  /// Asked after every event while the page is shown.
  ///
  /// - Returns: Effects that bring what the page needs and has not asked for yet, such as background
  ///   work.
  mutating func refresh(_ session: inout Session) -> [Effect]

  /// Background work has said something; every page is told.
  mutating func receive(_ event: WorkEvent, of id: Int, session: inout Session)

  /// Draws the page, and puts the screen's cursor where the eye should rest.
  func render(_ session: Session, in area: Rect, on screen: inout Screen)

  /// What the page shows as a table, for CSV and JSON; nothing where there are no numbers yet.
  func numbers(_ session: Session) -> NumberTable?

  /// What the page shows as a figure for print; nothing to have its cells drawn.
  func figure(_ session: Session) -> Figure?

  /// The line that is copied: names and numbers, as one would paste them into notes.
  func row(_ session: Session) -> String

  /// The grid that the cursor moves on; nothing for that of the layer.
  func grid(_ session: Session) -> TokenGrid?

  /// Answers the mouse.
  mutating func mouse(
    row: Int, column: Int, _ action: MouseAction, in area: Rect, session: inout Session
  )

  /// How many rows of tokens a page is.
  func pageRows(_ session: Session, in area: Rect) -> Int

  /// Undoes the last thing that Escape can undo.
  ///
  /// - Returns: Whether there was one.
  mutating func goBack(_ session: inout Session) -> Bool
}

extension ExplorerView {
  mutating func mouse(
    row: Int, column: Int, _ action: MouseAction, in area: Rect, session: inout Session
  ) {}

  mutating func refresh(_ session: inout Session) -> [Effect] { [] }

  mutating func receive(_ event: WorkEvent, of id: Int, session: inout Session) {}

  func grid(_ session: Session) -> TokenGrid? { nil }

  func numbers(_ session: Session) -> NumberTable? { nil }

  func figure(_ session: Session) -> Figure? { nil }

  func row(_ session: Session) -> String { TokenRow(session).text }

  func pageRows(_ session: Session, in area: Rect) -> Int { session.cursorGrid.rows }

  mutating func goBack(_ session: inout Session) -> Bool { false }

  /// The hints of its own keys, where others may stand for these.
  func hints(_ keys: (Key) -> [Key]) -> [KeyHint] { Self.bindings.compactMap { $0.hint(keys) } }

  /// The keys that the page answers itself.
  var keys: Set<Key> { Set(orderedKeys) }

  var orderedKeys: [Key] { Self.bindings.flatMap { $0.actions.map(\.key) } }

  /// The same keys, each with what it does.
  var explainedKeys: [(key: Key, help: String)] {
    Self.bindings.flatMap { binding in binding.actions.map { ($0.key, binding.help) } }
  }

  /// Answers a key of its own.
  ///
  /// - Returns: The effects; nothing where the key is not the page's.
  mutating func handle(_ key: Key, _ session: inout Session) -> [Effect]? {
    Self.bindings.action(for: key).map { perform($0, on: &session) }
  }
}

/// Every page, one line each; the first is the one to start with.
enum ViewCatalog {
  /// A page, what commands call it, and the key that opens it.
  struct Entry: Sendable {
    var name: String
    var key: Character?
    var hint = ""
    var help = ""
    var make: @Sendable () -> any ExplorerView
  }

  static let all: [Entry] = [
    Entry(name: "map", make: { MapView() }),
    Entry(
      name: "compare", key: "c", hint: "compare", help: "the token under every mechanism at once",
      make: { CompareView() }),
    Entry(
      name: "heads", key: "d", hint: "heads", help: "all heads of the layer in detail",
      make: { HeadsView() }),
    Entry(
      name: "follow", key: "f", hint: "follow", help: "follow the token back to the pixels",
      make: { FollowView() }),
    Entry(
      name: "clusters", key: "b", hint: "clusters", help: "clusters of tokens alike, as BOAT's",
      make: { ClustersView() }),
    Entry(
      name: "run", key: "s", hint: "run", help: "the run: time of each step, history, rate, memory",
      make: { RunView() }),
    Entry(
      name: "features", key: "e", hint: "features",
      help: "the block's tokens: norm, PCA, cosine, bias-only attention", make: { FeaturesView() }),
    Entry(
      name: "verify", key: "V", hint: "verify", help: "what layers compute, against their papers",
      make: { VerifyView() }),
    Entry(
      name: "checkpoint", key: "M", hint: "checkpoint", help: "what the parameters come from",
      make: { CheckpointView() }),
  ]

  /// The names of all pages, the first to start with.
  static var names: [String] { all.map(\.name) }
}
