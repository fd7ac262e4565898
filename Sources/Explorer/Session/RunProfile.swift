import VisionTransformers

/// Where the time of a pass goes: what it does one after another, each with its operations.
struct RunProfile: Hashable, Sendable {
  /// One step of a pass, or what is known of it.
  struct Row: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
      /// The stem: pixels to the tokens of the first stage.
      case embedding
      /// Tokens of one stage to fewer of the next.
      case merging
      case block(Int)
      case head
    }

    let kind: Kind
    /// The stage, from 0; the head counts as a stage of its own after the last.
    let stage: Int
    let seconds: Double
    /// Seconds of each operation, all threads' time divided by their number.
    let operations: OperationTimes
    /// What the paper counts; nothing for the head.
    let cost: Cost?
  }

  /// In the order in which they run; steps that have not run yet are left out.
  private(set) var rows: [Row] = []

  /// - Parameters:
  ///   - addresses: The blocks of the model in order.
  ///   - reports: What each said last.
  ///   - headSeconds: The classifier's seconds; nothing before it has run.
  init(
    _ addresses: [BlockAddress], reports: [BlockAddress: BlockReport], headSeconds: Double?
  ) {
    for address in addresses {
      guard let report = reports[address] else { continue }
      rows += Self.rows(of: report)
    }
    guard let headSeconds, let last = addresses.last else { return }
    var operations = OperationTimes()
    operations[.other] = headSeconds
    rows.append(
      Row(
        kind: .head, stage: last.stage + 1, seconds: headSeconds, operations: operations,
        cost: nil))
  }

  private static func rows(of report: BlockReport) -> [Row] {
    let stage = report.address.stage
    var (seconds, operations, cost) = (report.seconds, report.operations, report.cost)
    var rows: [Row] = []
    if let source = report.source {
      var others = OperationTimes()
      others[.other] = source.seconds
      rows.append(
        Row(
          kind: stage == 0 ? .embedding : .merging, stage: stage, seconds: source.seconds,
          operations: others, cost: source.cost))
      seconds = max(0, seconds - source.seconds)
      operations[.other] = max(0, operations[.other] - source.seconds)
      for operation in Operation.allCases { cost[operation] -= source.cost[operation] }
    }
    rows.append(
      Row(
        kind: .block(report.address.block), stage: stage, seconds: seconds,
        operations: operations, cost: cost))
    return rows
  }

  /// Seconds of all steps together.
  var seconds: Double { rows.reduce(0) { $0 + $1.seconds } }

  /// Seconds of each operation in all steps together.
  var operations: OperationTimes { rows.reduce(OperationTimes()) { $0 + $1.operations } }

  /// Seconds of the step that takes longest.
  var longest: Double { rows.map(\.seconds).max() ?? 0 }

  /// Seconds of a stage's steps together; 0 where it has none.
  func seconds(ofStage stage: Int) -> Double {
    rows(ofStage: stage).reduce(0) { $0 + $1.seconds }
  }

  /// The steps of a stage.
  func rows(ofStage stage: Int) -> [Row] { rows.filter { $0.stage == stage } }
}

/// One whole pass of a model, as the run page shows it and compares it with another.
struct RunRecord: Hashable, Sendable {
  let model: String
  let weights: String
  /// The path of the picture; nothing for the sample.
  let picture: String?
  let threads: Int
  /// The operations that the model has.
  let operations: [Operation]
  let profile: RunProfile
  /// Wall clock from the first pixel to the logits.
  let seconds: Double
  /// Seconds of the middle one of all passes after the first; nothing before the second.
  let median: Double?

  /// Seconds that no step accounts for.
  var unaccounted: Double { seconds - profile.seconds }
}

extension Session {
  /// Notes the pass that has just ended.
  mutating func noteWholePass() {
    guard let summary = run.summary, run.reported.count == spec.addresses.count else { return }
    run.record = RunRecord(
      model: spec.name, weights: weights, picture: requestedPicture, threads: summary.threads,
      operations: spec.operations,
      profile: RunProfile(
        spec.addresses, reports: run.reports, headSeconds: summary.headSeconds),
      seconds: summary.seconds, median: run.history.percentile(0.5))
  }

  /// The last pass of the model before this one, if it was on the same picture.
  var comparableRun: RunRecord? {
    previousRun.flatMap { $0.picture == requestedPicture ? $0 : nil }
  }
}
