import Tensors

/// A matrix product so large that nothing but multiplying counts: 2048 × 2048 by 2048 × 2048 packed
/// weights, its rows shared among all threads.
struct LargestProduct {
  private static let side = 2048

  private let pool: ThreadPool
  private let layer: PackedLinear
  private let x = Matrix(rows: side, columns: side)
  private let y = Matrix(rows: side, columns: side)

  init(by engine: ProductEngine, pool: ThreadPool) {
    self.pool = pool
    let numbers = (0..<Self.side * Self.side).map { Float($0 % 17) / 17 - 0.5 }
    layer = PackedLinear(
      weight: Tensor(numbers, shape: [Self.side, Self.side]), bias: nil, engine: engine)
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
