import Tensors

/// The rate of the machine's best matrix product, which no network can exceed.
struct PeakRate: Hashable, Sendable {
  /// Multiply-accumulates per second.
  let macsPerSecond: Double
  /// How many threads shared the product.
  let threads: Int
}

extension Session {
  /// Measures what the machine can do, on the threads that the model runs on.
  mutating func measurePeak() -> BackgroundWork {
    background("measuring the best matrix product", usesModel: true) { [threads] context in
      let pool = context.model?.pool
      let usable = pool.flatMap { $0.threads == threads ? $0 : nil } ?? ThreadPool(threads: threads)
      let rate = LargestProduct(pool: usable).rate(bestOf: 5, while: context.isWanted)
      return PeakRate(macsPerSecond: rate ?? 0, threads: usable.threads)
    }
  }
}
