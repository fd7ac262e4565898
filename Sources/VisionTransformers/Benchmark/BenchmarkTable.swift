public import Tensors

/// Several models measured in turns, so that what else the machine does touches all of them alike.
public struct BenchmarkTable: Sendable {
  /// A model, and the side of its input where that is not its own.
  public struct Entry: Hashable, Sendable {
    public let model: String
    public let input: Int?

    public init(_ model: String, input: Int? = nil) {
      self.model = model
      self.input = input
    }
  }

  /// The models whose speed is looked after, and one of them on larger pictures, whose time for each
  /// token should not grow.
  public static let standard = [
    Entry("swin-t"), Entry("cswin-t"), Entry("pale-t"), Entry("deit-ti"), Entry("boat-swin-t"),
    Entry("boat-cswin-t"), Entry("swin-t", input: 448), Entry("swin-t", input: 896),
  ]

  /// A model that is ready to run.
  public struct Candidate: Sendable {
    public let backbone: Backbone
    /// The normalised picture, `[height · width, 3]`.
    public let pixels: Matrix

    public init(_ backbone: Backbone, on pixels: Matrix) {
      self.backbone = backbone
      self.pixels = pixels
    }
  }

  /// What was measured of one model.
  public struct Row: Sendable {
    public let spec: BackboneSpec
    /// Multiply-accumulates of a pass, as the paper counts them.
    public let macs: Int
    /// The middle pass of each round.
    public let rounds: [Benchmark.Run]

    public init(_ spec: BackboneSpec, macs: Int, rounds: [Benchmark.Run]) {
      self.spec = spec
      self.macs = macs
      self.rounds = rounds
    }

    /// The middle one, over rounds, of the passes' seconds, or of something else of them.
    public func median(of value: (Benchmark.Run) -> Double = \.seconds) -> Double {
      rounds.map(value).median
    }

    /// The seconds of the fastest round.
    public var fastest: Double { rounds.map(\.seconds).min() ?? 0 }

    /// Tokens of the first stage.
    var tokens: Int { spec.stages[0].grid.count }
  }

  public let rows: [Row]
  /// Multiply-accumulates per second of the machine's best matrix product in each round.
  public let limits: [Double]

  public init(rows: [Row], limits: [Double]) {
    self.rows = rows
    self.limits = limits
  }

  /// Measures.
  ///
  /// Each round measures the machine's limit, then each model.
  ///
  /// There is none where it is no longer wanted.
  ///
  /// - Parameters:
  ///   - candidates: The models.
  ///   - roundCount: How many rounds to measure.
  ///   - runs: Passes of each model in a round, of which the middle one counts; one more goes before.
  ///   - pool: The threads to run on.
  ///   - isWanted: Asked before each block and each product.
  ///   - report: Told of each round that has ended.
  public init?(
    _ candidates: [Candidate], rounds roundCount: Int, runs: Int, pool: ThreadPool,
    while isWanted: () -> Bool = { true }, report: (_ round: Int) -> Void = { _ in }
  ) {
    let passes = candidates.map { ForwardPass($0.backbone, pool: pool, isRecording: false) }
    for (pass, candidate) in zip(passes, candidates) {
      for _ in 0..<Benchmark.preparingPasses {
        guard Benchmark.Run(of: pass, on: candidate.pixels, while: isWanted) != nil else {
          return nil
        }
      }
    }
    let largest = LargestProduct(pool: pool)
    var rounds = [[Benchmark.Run]](repeating: [], count: candidates.count)
    var limits: [Double] = []
    for round in 0..<roundCount {
      guard let limit = largest.rate(while: isWanted) else { return nil }
      limits.append(limit)
      for (index, pass) in passes.enumerated() {
        var measured: [Benchmark.Run] = []
        for number in 0...runs {
          guard
            let run = Benchmark.Run(of: pass, on: candidates[index].pixels, while: isWanted)
          else { return nil }
          if number > 0 { measured.append(run) }
        }
        measured.sort { $0.seconds < $1.seconds }
        rounds[index].append(measured[(measured.count - 1) / 2])
      }
      report(round + 1)
    }
    self.init(
      rows: zip(candidates, rounds).map {
        Row($0.backbone.spec, macs: $0.backbone.cost.total, rounds: $1)
      }, limits: limits)
  }

  /// The rate of a model as a share of the machine's best matrix product in the same round: the
  /// middle one over rounds.
  public func limitShare(of row: Row) -> Double {
    zip(row.rounds, limits).map { Double(row.macs) / $0.seconds / $1 }.median
  }

  /// A model's time for each token, divided by the same model's on its own input in the same round:
  /// the middle one over rounds; `nil` where it is not on a larger picture.
  public func growth(of row: Row) -> Double? {
    guard
      let own = rows.first(where: { $0.spec.name == row.spec.name && $0.tokens < row.tokens })
    else { return nil }
    let factor = Double(row.tokens) / Double(own.tokens)
    return zip(row.rounds, own.rounds).map { $0.seconds / $1.seconds / factor }.median
  }
}
