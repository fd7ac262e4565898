import VisionTransformers

/// Numbers of the screen, as the tour's sentences give them.
struct TourFigures {
  private let session: Session

  init(_ session: Session) { self.session = session }

  /// Tokens of the map.
  var tokens: Int { session.grid.count }

  var grid: String { "\(session.grid.rows) x \(session.grid.columns)" }

  /// Pixels from one token to the next, down and to the right.
  var stride: String {
    let stride = session.scale.stride
    return "\(Self.whole(stride.rows)) x \(Self.whole(stride.columns))"
  }

  var input: String { "\(session.spec.input.height) x \(session.spec.input.width)" }

  /// Pairs of tokens that a head weighs where every token looks at every other.
  var globalPairs: String { NumberText.count(tokens * tokens) }

  /// How many tokens the one under the cursor looks at under a mechanism: `49 tokens`.
  func count(_ mechanism: String) -> String {
    guard let extent = extent(mechanism) else { return "no tokens" }
    return extent.count == 1 ? "1 token" : "\(extent.count) tokens"
  }

  /// Their part of the map: `1.6%`.
  func share(_ mechanism: String) -> String {
    extent(mechanism).map { NumberText.percent($0.share) } ?? NumberText.none
  }

  private func extent(_ mechanism: String) -> MechanismRegion.Extent? {
    let region = session.reading.comparison.first { $0.name == mechanism }
    return try? region?.outcome.get()
  }

  /// How many tokens the one under the cursor looks at in the first head.
  var countOfHead: Int? {
    try? session.reading.region.get().branches.first?.field.count
  }

  /// What the attention of the run comes to here; nothing before a run.
  var evenness: String? {
    guard let statistics = session.reading.attention?.statistics else { return nil }
    return "\(NumberText.fixed(statistics.effectiveKeys, 0)) of its \(statistics.keyCount) tokens"
  }

  /// The part of a pass's time that an operation took; nothing before a run, and where times are not to
  /// be shown.
  func timeShare(_ operation: VisionTransformers.Operation) -> String? {
    let times = session.profile.operations
    guard times.total > 0, !session.settings.isStill else { return nil }
    return NumberText.percent(times[operation] / times.total, digits: 0)
  }

  private static func whole(_ value: Double) -> String {
    value == value.rounded() ? NumberText.fixed(value, 0) : NumberText.fixed(value, 1)
  }
}
