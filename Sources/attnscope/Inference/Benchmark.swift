import Tensors
import VisionTransformers

/// Many runs of a model, one after another, and the rate that the machine could reach meanwhile.
struct Benchmark {
  /// One run from beginning to end.
  struct Run {
    var seconds: Double
    var operations: OperationTimes
  }

  let spec: BackboneSpec
  let threads: Int
  /// Multiply-accumulates of a run, as the paper counts them.
  let macs: Int
  /// Seconds of the first run, which prepares what later ones use.
  let firstSeconds: Double
  let runs: [Run]
  /// Multiply-accumulates per second of the machine's best matrix product.
  let limit: Double

  /// - Throws: ``CommandFailure`` where the model cannot be made.
  init(
    _ selection: ModelSelection, input: ModelInput, runs count: Int, threads: Int
  ) throws(CommandFailure) {
    (spec, self.threads) = (selection.spec, threads)
    let pool = ThreadPool(threads: threads)
    let backbone = try CommandFailure.usage { () throws(ModelError) in
      try Backbone(selection.spec, parameters: selection.parameters, pool: pool)
    }
    macs = backbone.cost.total
    let pass = ForwardPass(backbone, pool: pool, isRecording: false)
    let largest = ProductEngine.allCases.map { LargestProduct(by: $0, pool: pool) }
    firstSeconds = Self.run(pass, on: input.pixels).seconds
    // Measured before, between and after the runs: what else the machine does touches both alike.
    var limit = Self.rate(of: largest)
    var runs: [Run] = []
    for part in 0..<2 {
      for _ in count * part / 2..<count * (part + 1) / 2 {
        runs.append(Self.run(pass, on: input.pixels))
      }
      limit = max(limit, Self.rate(of: largest))
    }
    (self.runs, self.limit) = (runs, limit)
  }

  private static func rate(of products: [LargestProduct]) -> Double {
    products.map { $0.rate() }.max() ?? 0
  }

  private static func run(_ pass: ForwardPass, on pixels: Matrix) -> Run {
    var operations = OperationTimes()
    let start = ContinuousClock.now
    pass.begin(pixels)
    while let report = pass.step() { operations = operations + report.operations }
    let seconds = start.secondsUntilNow
    operations[.other] += max(0, seconds - operations.total)
    return Run(seconds: seconds, operations: operations)
  }
}
