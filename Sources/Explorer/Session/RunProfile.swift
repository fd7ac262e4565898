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

  /// Nothing has run.
  init() {}

  /// - Parameters:
  ///   - reports: What each block said last.
  ///   - headSeconds: The classifier's seconds; nothing before it has run.
  init(_ reports: [BlockAddress: BlockReport], headSeconds: Double?) {
    let reports = reports.values.sorted { $0.address < $1.address }
    rows = reports.flatMap(Self.rows)
    guard let headSeconds, let last = reports.last else { return }
    var operations = OperationTimes()
    operations[.other] = headSeconds
    rows.append(
      Row(
        kind: .head, stage: last.address.stage + 1, seconds: headSeconds, operations: operations,
        cost: nil))
  }

  private static func rows(of report: BlockReport) -> [Row] {
    let stage = report.address.stage
    var (seconds, operations, cost) = (report.seconds, report.operations, report.cost)
    var rows: [Row] = []
    if let source = report.source {
      rows.append(
        Row(
          kind: stage == 0 ? .embedding : .merging, stage: stage, seconds: source.seconds,
          operations: source.operations, cost: source.cost))
      seconds = max(0, seconds - source.seconds)
      for operation in Operation.allCases {
        operations[operation] = max(0, operations[operation] - source.operations[operation])
        cost[operation] -= source.cost[operation]
      }
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

  /// What the papers count for all steps together.
  var cost: Cost { rows.reduce(Cost()) { $0 + ($1.cost ?? Cost()) } }

  /// Seconds of the step that takes longest.
  var longest: Double { rows.map(\.seconds).max() ?? 0 }

  /// Seconds of a stage's steps together; 0 where it has none.
  func seconds(ofStage stage: Int) -> Double {
    rows(ofStage: stage).reduce(0) { $0 + $1.seconds }
  }

  /// The steps of a stage.
  func rows(ofStage stage: Int) -> [Row] { rows.filter { $0.stage == stage } }
}

/// A whole pass: what its steps took, and how long it was.
struct RunPass: Hashable, Sendable {
  let profile: RunProfile
  /// Wall clock from the first pixel to the logits.
  let seconds: Double
}

/// The pass that stands for all passes of a model, as the run page shows it and compares it with
/// another model's: the middle one by its time, the first left out; the first where there is no other.
struct RunRecord: Hashable, Sendable {
  let model: String
  let weights: String
  /// The path of the picture; nothing for the sample.
  let picture: String?
  let threads: Int
  /// The operations that the model has.
  let operations: [Operation]
  let pass: RunPass
  /// How many passes it is the middle one of; 0 where it is the first.
  let passes: Int

  var profile: RunProfile { pass.profile }
  var seconds: Double { pass.seconds }
  /// Seconds that no step accounts for.
  var unaccounted: Double { seconds - profile.seconds }
}

extension Session {
  /// Notes that a pass has ended.
  mutating func noteWholePass() {
    guard let summary = run.summary, let pass = run.history.middle,
      run.reported.count == spec.addresses.count
    else { return }
    run.record = RunRecord(
      model: spec.name, weights: weights, picture: requestedPicture, threads: summary.threads,
      operations: spec.operations, pass: pass, passes: run.history.later.count)
  }

  /// Where the time goes, as far as it is known: of the middle pass once there are several, of the
  /// pass that runs before.
  var profile: RunProfile {
    if let record = run.record, record.passes > 0 { return record.profile }
    return RunProfile(run.reports, headSeconds: run.summary?.headSeconds)
  }

  /// The last pass of the model before this one, if it was on the same picture.
  var comparableRun: RunRecord? {
    previousRun.flatMap { $0.picture == requestedPicture ? $0 : nil }
  }
}
