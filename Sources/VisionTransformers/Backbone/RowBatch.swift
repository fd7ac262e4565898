import Tensors

/// Rows that go through a chain of layers together.
///
/// The same chain serves many rows, where each thread takes batches of its own, and few rows, where
/// one thread goes through the chain and the products are split by columns among all.
struct RowBatch {
  /// The rows of the batch.
  let range: Range<Int>
  let memory: WorkerMemory
  /// The threads to share products with, where there is only one batch.
  private let pool: ThreadPool?

  init(range: Range<Int>, memory: WorkerMemory, splitting pool: ThreadPool?) {
    self.range = range
    self.memory = memory
    self.pool = pool
  }

  /// Scratch memory of the thread: `[range.count, columns]`, its rows numbered from 0.
  func scratch(_ slot: ScratchSlot, columns: Int) -> Matrix {
    memory.scratch(slot, rows: range.count, columns: columns)
  }

  /// Times a piece of the chain.
  func measure(_ operation: Operation, _ work: () -> Void) {
    memory.measure(operation, share: pool?.threads ?? 1, work)
  }

  /// Applies an affine layer to rows of the batch, and perhaps a function to what comes of it.
  ///
  /// - Parameters:
  ///   - layer: The layer.
  ///   - x: `[range.count, inputs]`.
  ///   - y: `[tokens, outputs]`.
  ///   - tokens: The rows of `y` that are written, one for each of `x`; nil for all.
  ///   - adding: Whether to add to what is in `y`.
  ///   - activation: What to apply to all of `y` then; none where rows are listed.
  func apply(
    _ layer: PackedLinear, _ x: Matrix, to y: Matrix, at tokens: TokenList? = nil,
    adding: Bool = false, then activation: Activation? = nil
  ) {
    precondition(tokens == nil || activation == nil, "an activation takes whole matrices")
    func applyPart(_ part: Int) {
      layer.apply(x, to: y, at: tokens, adding: adding, part: part)
      activation?.apply(y.columns(layer.columns(ofPart: part)))
    }
    if let pool, layer.parts > 1 {
      pool.run(layer.parts) { part, _ in applyPart(part) }
    } else {
      for part in 0..<layer.parts { applyPart(part) }
    }
  }
}
