import VisionTransformers

/// What is known of the latest run, and of those before it.
struct RunState: Sendable {
  enum Phase: Equatable, Sendable {
    /// Nothing has been asked for.
    case idle
    /// Asked for, and nothing heard yet.
    case starting
    case building(done: Int, total: Int)
    case running
    /// Asked to stop, and not stopped yet.
    case cancelling
    case finished
    case cancelled
    case failed(String)
  }

  /// The number of the latest run that was asked for.
  var id = 0
  var phase = Phase.idle
  var isLive = false
  /// How many passes the latest run is to make where it is not live, and how many it has made.
  private(set) var wantedPasses = 1
  private(set) var completedPasses = 0
  /// Grows with everything that changes what a run says.
  private(set) var version = 0
  /// How often another picture or model has come: reports of one generation are of the same, and so
  /// say the same but for times.
  private(set) var generation = 0
  /// How many passes have begun with this model and picture.
  var passes = 0
  /// The latest report of each block, of this pass or one before it.
  private(set) var reports: [BlockAddress: BlockReport] = [:]
  /// How often each block has reported, so that what follows from a report is known to be old.
  private(set) var versions: [BlockAddress: Int] = [:]
  /// The blocks that have reported in this pass.
  private(set) var reported: Set<BlockAddress> = []
  /// Multiply-accumulates of each block for the pairs that it really computes.
  private(set) var computedMACs: [BlockAddress: Int] = [:]
  private(set) var history = RunHistory()
  /// What the last whole pass came to.
  private(set) var summary: RunSummary?
  /// That pass step by step.
  var record: RunRecord?
  /// The latest benchmark.
  var bench: BenchTimes?
  var parameters: Int?
  var buildSeconds: Double?

  /// Whether there is something that can be cancelled.
  var isActive: Bool {
    switch phase {
    case .starting, .building, .running: true
    case .idle, .cancelling, .finished, .cancelled, .failed: false
    }
  }

  /// Forgets what was measured: another picture or model comes.
  mutating func forget(keepingModel: Bool) {
    var fresh = RunState()
    fresh.id = id
    fresh.version = version + 1
    fresh.generation = generation + 1
    if keepingModel {
      fresh.parameters = parameters
      fresh.buildSeconds = buildSeconds
    }
    self = fresh
  }

  /// Forgets how long passes took: they run otherwise from now on.
  mutating func forgetHistory() { history = RunHistory() }

  /// Takes a report over.
  ///
  /// - Parameters:
  ///   - report: Of one block.
  ///   - pairsSaved: Query-key pairs of all heads that the paper counts and nobody computes.
  mutating func note(_ report: BlockReport, pairsSaved: Int) {
    apply(.block(report))
    let heads = max(1, report.attention.first?.pattern.heads ?? 1)
    computedMACs[report.address] = report.cost.total - 2 * pairsSaved * report.width / heads
  }

  /// A run was asked for.
  mutating func begin(isLive: Bool, passes: Int) {
    id += 1
    phase = .starting
    self.isLive = isLive
    (wantedPasses, completedPasses) = (passes, 0)
  }

  mutating func apply(_ event: RunEvent) {
    version += 1
    switch event {
    case .building(let done, let total): phase = .building(done: done, total: total)
    case .built(let seconds, let parameters):
      buildSeconds = seconds
      self.parameters = parameters
      phase = .running
    case .started:
      phase = .running
      passes += 1
      reported = []
    case .block(let report):
      phase = .running
      reports[report.address] = report
      versions[report.address, default: 0] += 1
      reported.insert(report.address)
    case .finished(let summary):
      self.summary = summary
      if bench?.runID == id, history.first != nil { bench?.seconds.append(summary.seconds) }
      history.append(
        RunPass(
          profile: RunProfile(reports, headSeconds: summary.headSeconds), seconds: summary.seconds))
      completedPasses += 1
      phase = isLive || completedPasses < wantedPasses ? .running : .finished
    case .cancelled:
      phase = .cancelled
      isLive = false
    case .failed(let reason):
      phase = .failed(reason)
      isLive = false
    }
  }
}

/// How long passes took, and their steps; the first, which warms up caches, counts apart.
struct RunHistory: Sendable {
  /// How many of the latest are kept.
  static let limit = 200

  private var firstPass: RunPass?
  /// The latest, oldest first, without the first of all.
  private(set) var later: [RunPass] = []

  /// Seconds of the first of all.
  var first: Double? { firstPass?.seconds }
  /// Seconds of the latest, oldest first, without the first of all.
  var seconds: [Double] { later.map(\.seconds) }

  mutating func append(_ pass: RunPass) {
    guard firstPass != nil else { return firstPass = pass }
    later.append(pass)
    if later.count > Self.limit { later.removeFirst() }
  }

  /// The pass that as many were faster than slower; the first where there is no other.
  var middle: RunPass? {
    later.isEmpty ? firstPass : later.sorted { $0.seconds < $1.seconds }[(later.count - 1) / 2]
  }

  /// The value below which a part of the passes lies, by nearest rank; nothing before the second.
  func percentile(_ share: Double) -> Double? { Self.percentile(share, of: seconds) }

  /// The value that a part of some values does not exceed, by nearest rank; nothing of none.
  static func percentile(_ share: Double, of seconds: [Double]) -> Double? {
    guard !seconds.isEmpty else { return nil }
    let rank = (share * Double(seconds.count)).rounded(.up)
    return seconds.sorted()[min(seconds.count, max(1, Int(rank))) - 1]
  }
}
