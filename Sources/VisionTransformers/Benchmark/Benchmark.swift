public import Tensors

/// Many passes of a model, one after another, and the rate that the machine could reach meanwhile.
public struct Benchmark: Sendable {
  /// One pass from beginning to end.
  public struct Run: Hashable, Sendable {
    public var seconds: Double
    /// Where the seconds went; what no operation accounts for counts as waiting.
    public var operations: OperationTimes

    public init(seconds: Double, operations: OperationTimes) {
      self.seconds = seconds
      self.operations = operations
    }
  }

  public let threads: Int
  /// Multiply-accumulates of a pass, as the paper counts them.
  public let macs: Int
  /// Seconds of the first pass, which prepares what later ones use and is not among ``runs``.
  public let firstSeconds: Double
  /// The measured passes, in the order in which they ran.
  public let runs: [Run]
  /// Multiply-accumulates per second of the machine's best matrix product.
  public let limit: Double

  /// - Parameters:
  ///   - threads: How many threads ran.
  ///   - macs: Multiply-accumulates of a pass.
  ///   - firstSeconds: Seconds of the first pass.
  ///   - runs: The measured passes.
  ///   - limit: Multiply-accumulates per second of the machine's best matrix product.
  public init(threads: Int, macs: Int, firstSeconds: Double, runs: [Run], limit: Double) {
    self.threads = threads
    self.macs = macs
    self.firstSeconds = firstSeconds
    self.runs = runs
    self.limit = limit
  }

  /// Measures.
  ///
  /// There is none where it is no longer wanted. The machine's limit is measured before, between and
  /// after the passes: what else the machine does touches both alike.
  ///
  /// - Parameters:
  ///   - backbone: What to run.
  ///   - pixels: The normalised picture, `[height · width, 3]`.
  ///   - count: How many passes to measure; one more goes before.
  ///   - pool: The threads to run on.
  ///   - isWanted: Asked before each block and each product.
  ///   - report: Told of each measured pass.
  public init?(
    of backbone: Backbone, on pixels: Matrix, runs count: Int, pool: ThreadPool,
    while isWanted: () -> Bool = { true }, report: (Run) -> Void = { _ in }
  ) {
    let pass = ForwardPass(backbone, pool: pool, isRecording: false)
    let largest = LargestProduct(pool: pool)
    guard let first = Self.run(pass, on: pixels, while: isWanted),
      var limit = largest.rate(while: isWanted)
    else { return nil }
    var runs: [Run] = []
    runs.reserveCapacity(count)
    for part in 0..<2 {
      for _ in count * part / 2..<count * (part + 1) / 2 {
        guard let run = Self.run(pass, on: pixels, while: isWanted) else { return nil }
        runs.append(run)
        report(run)
      }
      guard let rate = largest.rate(while: isWanted) else { return nil }
      limit = max(limit, rate)
    }
    self.init(
      threads: pool.threads, macs: backbone.cost.total, firstSeconds: first.seconds, runs: runs,
      limit: limit)
  }

  private static func run(
    _ pass: ForwardPass, on pixels: Matrix, while isWanted: () -> Bool
  ) -> Run? {
    var operations = OperationTimes()
    let start = ContinuousClock.now
    pass.begin(pixels)
    while isWanted() {
      guard let report = pass.step() else {
        let seconds = start.duration(to: .now).seconds
        operations[.other] += pass.headSeconds
        operations.wait(upTo: seconds)
        return Run(seconds: seconds, operations: operations)
      }
      operations = operations + report.operations
    }
    return nil
  }
}

// MARK: - What the passes come to

extension Benchmark {
  /// The seconds that so many percent of the passes do not exceed, by nearest rank; 0 without passes.
  ///
  /// - Parameters:
  ///   - percent: From 0 to 100.
  ///   - value: What to take of each pass instead of its seconds.
  /// - Returns: The value of that pass.
  public func percentile(_ percent: Int, of value: (Run) -> Double = \.seconds) -> Double {
    let sorted = runs.map(value).sorted()
    guard !sorted.isEmpty else { return 0 }
    return sorted[min(sorted.count, max(1, (sorted.count * percent + 99) / 100)) - 1]
  }

  /// The seconds of the middle pass.
  public var median: Double { percentile(50) }

  /// Multiply-accumulates per second of the middle pass.
  public var macsPerSecond: Double { median > 0 ? Double(macs) / median : 0 }

  /// That rate as a share of the machine's best matrix product.
  public var limitShare: Double { limit > 0 ? macsPerSecond / limit : 0 }
}
