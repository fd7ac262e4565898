import Figures
import Images
import Screens
import VisionTransformers

/// The clusters that BOAT makes of tokens that look alike, level by level, and k-means beside them.
struct ClustersView: ExplorerView {
  enum Action: Hashable, Sendable {
    case level(Int)
    case nextMaps
    case toggleFit
  }

  /// Which maps there are.
  enum Maps: CaseIterable, Sendable { case both, balanced, kMeans }

  let title = "clusters of tokens alike"
  let about = """
    BOAT halves the tokens of each head again and again, by how alike their queries are, until \
    clusters have 49 tokens; - and + go from one group of all to the leaves. A cluster attends to \
    itself and to the 20 tokens of its sibling nearest to the cut, marked + at the leaves. k-means \
    groups the same features without balance: more alike within, but of all sizes, so that attention \
    inside costs more pairs, and as one batch, filled up to the largest, many more. alike: mean cosine \
    with the group's direction. pure: part of the tokens in their group's commonest 7x7 window.
    """
  /// How often tokens are halved; nothing for down to the leaves.
  var level: Int?
  var maps = Maps.both
  var isFit = true
  private(set) var reading: ClusterReading?
  private(set) var kMeans: KMeansGroups?
  /// Why there are no clusters.
  private(set) var refusal: String?
  private(set) var colors: [RGB]?
  private var asked: (key: ClusterReading.Key, id: Int)?

  /// Work of up to so many products a round is done between two keys.
  private static let smallWork = 50_000

  static let bindings: [KeyBinding<Action>] = [
    KeyBinding(
      "- +", "level", "halve the tokens once less, or once more", in: .depth, priority: 83,
      [
        (.character("-"), .level(-1)), (.character("+"), .level(1)), (.character("="), .level(1)),
      ]),
    KeyBinding(
      "Tab", "maps", "both maps, clusters alone, k-means alone", in: .mode, priority: 72,
      [(.tab, .nextMaps), (.backTab, .nextMaps)]),
    KeyBinding(
      "z", "1:1", "fit all tokens in, or one place for each", in: .mode, priority: 35,
      [(.character("z"), .toggleFit)]),
  ]

  mutating func perform(_ action: Action, on session: inout Session) -> [Effect] {
    switch action {
    case .level(let step):
      guard let reading else { return [] }
      level = min(max(0, reading.key.level + step), reading.tree.depth)
      if level == reading.tree.depth { level = nil }
    case .nextMaps:
      let all = Maps.allCases
      maps = all[((all.firstIndex(of: maps) ?? 0) + 1) % all.count]
    case .toggleFit: isFit.toggle()
    }
    return []
  }

  mutating func goBack(_ session: inout Session) -> Bool {
    defer { maps = .both }
    return maps != .both
  }

  func grid(_ session: Session) -> TokenGrid? { session.playground.grid }

  // MARK: - What is known

  mutating func refresh(_ session: inout Session) -> [Effect] {
    let grid = session.cursorGrid
    colors = session.library.meanColors(on: grid)
    let mechanism = session.featureSpaceMechanism
    do throws(ModelError) {
      _ = try mechanism.fit(on: grid)
    } catch {
      (reading, kMeans, refusal) = (nil, nil, error.description)
      return []
    }
    refusal = nil
    let run = session.runFeatures(on: grid)
    guard let features = run ?? session.library.meanColorFeatures(on: grid) else {
      (reading, kMeans) = (nil, nil)
      return []
    }
    let address = session.selection.address
    let key = ClusterReading.Features(
      grid: grid, pictureVersion: session.pictureVersion,
      run: run.map { _ in .init(address: address, generation: session.run.generation) },
      head: min(session.selection.head, features.headCount - 1))
    let depth = features.clusters(leafSize: mechanism.leafSize)[0].depth
    let wanted = ClusterReading.Key(features: key, level: min(level ?? depth, depth))
    if reading?.key != wanted {
      reading = ClusterReading(wanted, features, mechanism, after: reading)
    }
    return askForKMeans(wanted, features, &session)
  }

  private mutating func askForKMeans(
    _ key: ClusterReading.Key, _ features: TokenFeatures, _ session: inout Session
  ) -> [Effect] {
    guard kMeans?.key != key, asked?.key != key, let windows = reading?.windows.partition else {
      return []
    }
    let outdated = asked.map { [Effect.cancelWork($0.id)] } ?? []
    (asked, kMeans) = (nil, nil)
    if features.tokenCount << key.level <= Self.smallWork / max(1, features.channels) {
      kMeans = KMeansGroups(key, features, windows: windows) { true }
      return outdated
    }
    let work = session.background("k-means of \(features.tokenCount) tokens") { context in
      KMeansGroups(key, features, windows: windows, isWanted: context.isWanted)
    }
    asked = (key, work.id)
    return outdated + [.work(work)]
  }

  mutating func receive(_ event: WorkEvent, of id: Int, session: inout Session) {
    guard id == asked?.id, event.isLast else { return }
    if case .done(let value as KMeansGroups) = event { kMeans = value }
    asked = nil
  }

  // MARK: - Export

  func numbers(_ session: Session) -> NumberTable? {
    reading.map { ClustersFigure($0, kMeans, session).numbers }
  }

  func figure(_ session: Session) -> Figure? {
    reading.map { ClustersFigure($0, kMeans, session).figure }
  }

  func row(_ session: Session) -> String {
    reading.map { ClustersFigure($0, kMeans, session).row } ?? refusal ?? ""
  }
}

extension Session {
  /// The feature-space mechanism of the block that is looked at, or the usual one.
  var featureSpaceMechanism: FeatureSpaceAttention {
    spec[selection.address].attention.lazy
      .compactMap { $0.mechanism as? FeatureSpaceAttention }.first ?? FeatureSpaceAttention()
  }
}
