/// The passes of a benchmark: so many one after another, the first that warms caches up left out.
struct BenchTimes: Hashable, Sendable {
  /// The number of the run.
  let runID: Int
  /// How many passes were asked for.
  let wanted: Int
  /// Seconds of those that have ended, in order.
  var seconds: [Double] = []

  var isComplete: Bool { seconds.count >= wanted }

  /// The seconds that a part of the passes does not exceed, by nearest rank.
  func percentile(_ share: Double) -> Double? { RunHistory.percentile(share, of: seconds) }
}

extension Session {
  /// Runs the model so many times one after another, and once more before where it has not run yet.
  mutating func requestBench(passes: Int) -> [Effect] {
    let effects = requestRun(isLive: false, passes: passes + (run.history.first == nil ? 1 : 0))
    run.bench = BenchTimes(runID: run.id, wanted: passes)
    return effects
  }
}
