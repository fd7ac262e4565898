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
    let pass = ForwardPass(backbone, pool: pool)
    let largest = LargestProduct(pool: pool)
    firstSeconds = Self.run(pass, on: input.pixels).seconds
    // Measured before, between and after the runs: what else the machine does touches both alike.
    var limit = largest.rate()
    var runs: [Run] = []
    for part in 0..<2 {
      for _ in count * part / 2..<count * (part + 1) / 2 {
        runs.append(Self.run(pass, on: input.pixels))
      }
      limit = max(limit, largest.rate())
    }
    (self.runs, self.limit) = (runs, limit)
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

/// A matrix product so large that nothing but multiplying counts: 2048 × 2048 by 2048 × 2048 packed
/// weights, its rows shared among all threads.
struct LargestProduct {
  private static let side = 2048

  private let pool: ThreadPool
  private let layer: PackedLinear
  private let x = Matrix(rows: side, columns: side)
  private let y = Matrix(rows: side, columns: side)

  init(pool: ThreadPool) {
    self.pool = pool
    let numbers = (0..<Self.side * Self.side).map { Float($0 % 17) / 17 - 0.5 }
    layer = PackedLinear(weight: Tensor(numbers, shape: [Self.side, Self.side]), bias: nil)
    for row in 0..<Self.side {
      for column in 0..<Self.side { x[row, column] = Float((row + column) % 13) / 13 - 0.5 }
    }
  }

  /// Multiply-accumulates per second: the best of a few products.
  func rate() -> Double {
    let times = (0..<3).map { _ in
      let start = ContinuousClock.now
      pool.run(pool.threads) { part, _ in
        let rows = Self.side * part / pool.threads..<Self.side * (part + 1) / pool.threads
        layer.apply(x.rows(rows), to: y.rows(rows))
      }
      return start.secondsUntilNow
    }
    let macs = Double(Self.side * Self.side * Self.side)
    return times.map { macs / $0 }.max() ?? 0
  }
}
