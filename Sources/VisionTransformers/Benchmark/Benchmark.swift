public import Tensors

/// Many passes of a model, one after another, and the rate that the machine could reach meanwhile.
public struct Benchmark: Sendable {
  /// One pass from beginning to end.
  public struct Run: Hashable, Sendable {
    public var seconds: Double
    /// Where the seconds went; what no operation accounts for counts as waiting.
    public var operations: OperationTimes
    /// The part of the operations that went to layers in feature space.
    public var featureSpace: OperationTimes
    /// Seconds of each block, in the order in which they run.
    public var blocks: [Double]

    public init(
      seconds: Double, operations: OperationTimes = OperationTimes(),
      featureSpace: OperationTimes = OperationTimes(), blocks: [Double] = []
    ) {
      self.seconds = seconds
      self.operations = operations
      self.featureSpace = featureSpace
      self.blocks = blocks
    }
  }

  public let threads: Int
  /// Multiply-accumulates of a pass, as the paper counts them.
  public let macs: Int
  /// Passes that go before the measured ones: the first takes memory, the next warm it up.
  public static let preparingPasses = 3

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
  ///   - count: How many passes to measure; ``preparingPasses`` more go before.
  ///   - pool: The threads to run on.
  ///   - isWanted: Asked before each block and each product.
  ///   - prepared: Told when those that go before have ended, and nothing but the model and what its
  ///     passes need has taken memory yet.
  ///   - report: Told of each measured pass.
  public init?(
    of backbone: Backbone, on pixels: Matrix, runs count: Int, pool: ThreadPool,
    while isWanted: () -> Bool = { true }, prepared: () -> Void = {},
    report: (Run) -> Void = { _ in }
  ) {
    let pass = ForwardPass(backbone, pool: pool, isRecording: false)
    guard let first = Run(of: pass, on: pixels, while: isWanted) else { return nil }
    for _ in 1..<Self.preparingPasses {
      guard Run(of: pass, on: pixels, while: isWanted) != nil else { return nil }
    }
    prepared()
    let largest = LargestProduct(pool: pool)
    guard var limit = largest.rate(while: isWanted) else { return nil }
    var runs: [Run] = []
    runs.reserveCapacity(count)
    for part in 0..<2 {
      for _ in count * part / 2..<count * (part + 1) / 2 {
        guard let run = Run(of: pass, on: pixels, while: isWanted) else { return nil }
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
}

extension Benchmark.Run {
  /// Runs a pass from beginning to end.
  ///
  /// - Parameters:
  ///   - pass: What to run.
  ///   - pixels: The normalised picture, `[height · width, 3]`.
  ///   - isWanted: Asked before each block; there is no run where it is no longer wanted.
  init?(of pass: ForwardPass, on pixels: Matrix, while isWanted: () -> Bool = { true }) {
    self.init(seconds: 0)
    blocks.reserveCapacity(pass.backbone.blocks.count)
    let start = ContinuousClock.now
    pass.begin(pixels)
    while isWanted() {
      guard let report = pass.step() else {
        seconds = start.duration(to: .now).seconds
        operations[.other] += pass.headSeconds
        operations.wait(upTo: seconds)
        return
      }
      operations = operations + report.operations
      featureSpace = featureSpace + report.featureSpace
      blocks.append(report.seconds)
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
    runs.map(value).percentile(percent)
  }

  /// The seconds of the middle pass.
  public var median: Double { percentile(50) }

  /// Multiply-accumulates per second of the middle pass.
  public var macsPerSecond: Double { median > 0 ? Double(macs) / median : 0 }

  /// That rate as a share of the machine's best matrix product.
  public var limitShare: Double { limit > 0 ? macsPerSecond / limit : 0 }
}

extension Sequence<Double> {
  /// The value that so many percent do not exceed, by nearest rank; 0 of none.
  func percentile(_ percent: Int) -> Double {
    let sorted = sorted()
    guard !sorted.isEmpty else { return 0 }
    return sorted[Swift.min(sorted.count, Swift.max(1, (sorted.count * percent + 99) / 100)) - 1]
  }

  /// The middle value; 0 of none.
  var median: Double { percentile(50) }
}
