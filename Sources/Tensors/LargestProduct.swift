/// A matrix product so large that nothing but multiplying counts: what a machine could reach.
///
/// 2048 × 2048 numbers by 2048 × 2048 packed weights, the rows shared among all threads of a pool.
/// It holds 67 MB for as long as it lives.
public struct LargestProduct: Sendable {
  /// Rows, inputs and outputs of the product.
  public static let side = 2048

  /// Multiply-accumulates of one product.
  public static var macs: Int { side * side * side }

  private let pool: ThreadPool
  /// One for each engine: which is faster depends on the machine.
  private let layers: [PackedLinear]
  private let x = Matrix(rows: side, columns: side)
  private let y = Matrix(rows: side, columns: side)

  /// Fills and packs the matrices.
  ///
  /// - Parameter pool: The threads that share the rows.
  public init(pool: ThreadPool) {
    self.pool = pool
    let numbers = (0..<Self.side * Self.side).map { Float($0 % 17) / 17 - 0.5 }
    let weight = Tensor(numbers, shape: [Self.side, Self.side])
    layers = ProductEngine.allCases.map { PackedLinear(weight: weight, bias: nil, engine: $0) }
    for row in 0..<Self.side {
      for column in 0..<Self.side { x[row, column] = Float((row + column) % 13) / 13 - 0.5 }
    }
  }

  /// Multiply-accumulates per second: the best of a few products by the best engine.
  ///
  /// - Parameters:
  ///   - products: How many products of each engine to take the best of, at least 1.
  ///   - isWanted: Asked before each product.
  /// - Returns: The rate, or `nil` where it was no longer wanted.
  public func rate(bestOf products: Int = 3, while isWanted: () -> Bool = { true }) -> Double? {
    precondition(products >= 1, "the best of \(products) products is none")
    var best = 0.0
    for _ in 0..<products {
      for layer in layers {
        guard isWanted() else { return nil }
        best = max(best, Double(Self.macs) / secondsOfProduct(by: layer))
      }
    }
    return best
  }

  private func secondsOfProduct(by layer: PackedLinear) -> Double {
    let start = ContinuousClock.now
    pool.run(pool.threads) { part, _ in
      let rows = Self.side * part / pool.threads..<Self.side * (part + 1) / pool.threads
      layer.apply(x.rows(rows), to: y.rows(rows))
    }
    let time = start.duration(to: .now).components
    return Double(time.seconds) + Double(time.attoseconds) * 1e-18
  }
}
