import Synchronization
public import Tensors

/// What a running network has at hand: threads, scratch memory for each, and clocks.
///
/// Memory is taken when first needed and kept, so a steady forward pass allocates none.
public final class Workspace {
  public let pool: ThreadPool
  private let workers: [WorkerMemory]

  /// Rows that one thread takes through a chain of layers at a time: enough to keep a matrix product
  /// busy, few enough for the intermediate results to stay in its second-level cache.
  static let rowsPerBatch = 98

  public init(pool: ThreadPool) {
    self.pool = pool
    workers = (0..<pool.threads).map { _ in WorkerMemory() }
  }

  /// Runs a chain of layers over all rows, batch by batch, on all threads.
  ///
  /// With fewer rows than fill the threads, the chain runs once over all of them, and each product
  /// inside is split by columns instead.
  ///
  /// - Parameters:
  ///   - rows: The number of rows.
  ///   - body: The chain, for one batch; it may only write rows of its own batch.
  func forRows(_ rows: Int, _ body: (RowBatch) -> Void) {
    let batches = batchCount(for: rows)
    guard batches > 1 else {
      body(RowBatch(range: 0..<rows, memory: workers[0], splitting: pool))
      return
    }
    pool.run(batches) { index, worker in
      let range = rows * index / batches..<rows * (index + 1) / batches
      body(RowBatch(range: range, memory: workers[worker], splitting: nil))
    }
  }

  /// Runs a chain of layers over strips of a map's rows, for layers that look at neighbours.
  ///
  /// - Parameters:
  ///   - grid: How the tokens lie.
  ///   - body: The chain, for rows of the map; the batch's range counts their tokens.
  func forStrips(of grid: TokenGrid, _ body: (_ rows: Range<Int>, _ batch: RowBatch) -> Void) {
    let strips = min(batchCount(for: grid.count), grid.rows)
    func run(_ rows: Range<Int>, _ memory: WorkerMemory, splitting pool: ThreadPool?) {
      let tokens = rows.lowerBound * grid.columns..<rows.upperBound * grid.columns
      body(rows, RowBatch(range: tokens, memory: memory, splitting: pool))
    }
    guard strips > 1 else { return run(0..<grid.rows, workers[0], splitting: pool) }
    pool.run(strips) { strip, worker in
      run(
        grid.rows * strip / strips..<grid.rows * (strip + 1) / strips, workers[worker],
        splitting: nil)
    }
  }

  /// Runs independent tasks on all threads.
  func forTasks(
    _ count: Int, _ operation: Operation, _ body: (_ task: Int, _ memory: WorkerMemory) -> Void
  ) {
    pool.run(count) { task, worker in
      let memory = workers[worker]
      memory.measure(operation) { body(task, memory) }
    }
  }

  /// Runs independent tasks on all threads, and gathers what they return, in the order of the tasks.
  func map<Element: Sendable>(
    _ count: Int, _ operation: Operation, _ body: (_ task: Int, _ memory: WorkerMemory) -> Element
  ) -> [Element] {
    let results = Mutex([Element?](repeating: nil, count: count))
    forTasks(count, operation) { task, memory in
      let result = body(task, memory)
      results.withLock { $0[task] = result }
    }
    return results.withLock { $0.compactMap(\.self) }
  }

  /// Batches that share the rows evenly, a multiple of the threads; 1 where rows are too few.
  private func batchCount(for rows: Int) -> Int {
    let threads = pool.threads
    guard rows >= 64 * threads else { return 1 }
    let wanted = max(1, (rows + Self.rowsPerBatch / 2) / Self.rowsPerBatch)
    return (wanted + threads - 1) / threads * threads
  }

  /// Takes the times noted since the last call, all threads' divided by their number.
  func takeTimes() -> OperationTimes {
    var times = OperationTimes()
    for worker in workers {
      times = times + worker.times
      worker.times = OperationTimes()
    }
    for operation in Operation.allCases { times[operation] /= Double(pool.threads) }
    return times
  }
}

/// One thread's scratch memory and clock; no other thread touches it.
final class WorkerMemory {
  let attention = AttentionScratch()
  fileprivate(set) var times = OperationTimes()
  private var slots: [Matrix?] = []

  /// A matrix whose numbers last until the slot is asked for again.
  func scratch(_ slot: Int, rows: Int, columns: Int) -> Matrix {
    while slots.count <= slot { slots.append(nil) }
    if let have = slots[slot], have.rows >= rows, have.columns >= columns {
      return have.rows(0..<rows).columns(0..<columns)
    }
    let before = slots[slot]
    let made = Matrix(
      rows: max(rows, before?.rows ?? 0), columns: max(columns, before?.columns ?? 0))
    slots[slot] = made
    return made.rows(0..<rows).columns(0..<columns)
  }

  /// Adds the time that work takes to an operation's, `share` times (threads that work along).
  func measure(_ operation: Operation, share: Int = 1, _ work: () -> Void) {
    let start = ContinuousClock.now
    work()
    times[operation] += start.duration(to: .now).seconds * Double(share)
  }
}

extension Duration {
  /// The duration in seconds.
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
