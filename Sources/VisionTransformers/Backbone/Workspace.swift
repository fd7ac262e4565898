import Synchronization
public import Tensors

/// What a running network has at hand: threads, scratch memory for each, and clocks.
///
/// Memory is taken when first needed and kept, so a steady forward pass allocates none.
public final class Workspace {
  public let pool: ThreadPool
  /// Whether layers keep their queries and keys, for somebody to look at after the run.
  public let isRecording: Bool
  private let workers: [WorkerMemory]
  private var recordingSeconds = 0.0
  private var sharedQKV = Buffer(count: 0)
  private var orders: [TokenOrder] = []

  /// Rows that one thread takes through a chain of layers at a time: enough to keep a matrix product
  /// busy, few enough for the intermediate results to stay in its second-level cache.
  static let rowsPerBatch = 98

  public init(pool: ThreadPool, isRecording: Bool = true) {
    self.pool = pool
    self.isRecording = isRecording
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
    guard batches > 1 else { return forFewRows(rows, body) }
    pool.run(batches) { index, worker in
      let range = rows * index / batches..<rows * (index + 1) / batches
      body(RowBatch(range: range, memory: workers[worker], splitting: nil))
    }
  }

  /// Runs a chain of layers over rows that are too few to share.
  func forFewRows(_ rows: Int, _ body: (RowBatch) -> Void) {
    body(RowBatch(range: 0..<rows, memory: workers[0], splitting: pool))
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

  /// Runs a chain of layers over batches that somebody else has cut, on all threads.
  ///
  /// - Parameters:
  ///   - batches: The rows of each.
  ///   - body: The chain, for one batch.
  func forBatches(_ batches: [Range<Int>], _ body: (_ index: Int, _ batch: RowBatch) -> Void) {
    pool.run(batches.count) { index, worker in
      body(index, RowBatch(range: batches[index], memory: workers[worker], splitting: nil))
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

  /// Memory for queries, keys and values of all tokens, which lasts until the next layer asks for it;
  /// if layers keep theirs, it is the layer's own.
  func qkv(rows: Int, columns: Int, keptIn memory: RecordMemory) -> Matrix {
    if isRecording { return memory.take(rows: rows, columns: columns) }
    let floats = Matrix.floats(rows: rows, columns: columns)
    if sharedQKV.count < floats { sharedQKV = Buffer(count: floats) }
    return Matrix(rows: rows, columns: columns, in: sharedQKV)
  }

  /// Memory for so many token numbers, which lasts until another layer asks for as many.
  func order(count: Int) -> TokenOrder {
    if let have = orders.first(where: { $0.count == count }) { return have }
    let made = TokenOrder(count: count)
    orders.append(made)
    return made
  }

  /// Batches that share the rows evenly, a multiple of the threads; 1 where rows are too few.
  private func batchCount(for rows: Int) -> Int {
    let threads = pool.threads
    guard rows >= 64 * threads else { return 1 }
    let wanted = max(1, (rows + Self.rowsPerBatch / 2) / Self.rowsPerBatch)
    return (wanted + threads - 1) / threads * threads
  }

  /// Gives every thread the memory that any has needed so far: which batches a thread gets is chance,
  /// and the next run may give it larger ones.
  func settle() {
    guard workers.count > 1 else { return }
    var most = workers[0].capacities
    for worker in workers.dropFirst() {
      for (slot, floats) in worker.capacities.enumerated() { most[slot] = max(most[slot], floats) }
    }
    for worker in workers { worker.reserve(most) }
  }

  /// Does what only somebody who looks on needs: its time is none of the network's.
  func recording<Record>(_ work: () -> Record) -> Record {
    let start = ContinuousClock.now
    defer { recordingSeconds += start.duration(to: .now).seconds }
    return work()
  }

  /// Takes the seconds that recording has taken since the last call.
  func takeRecordingSeconds() -> Double {
    defer { recordingSeconds = 0 }
    return recordingSeconds
  }

  /// Takes the times noted since the last call, all threads' divided by their number.
  func takeTimes() -> OperationTimes {
    workers.reduce(OperationTimes()) { $0 + $1.takeTimes() } / Double(pool.threads)
  }
}
