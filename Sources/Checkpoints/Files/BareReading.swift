import Synchronization
public import Tensors

/// Reads files to their ends and keeps nothing of them, to see how long the bytes alone take.
public enum BareReading {
  /// Bytes that a thread asks for at once.
  private static let piece = 1 << 20

  /// Reads every byte once, with `pread` into memory that is there already.
  ///
  /// - Parameters:
  ///   - paths: The files.
  ///   - pool: The threads that share the pieces.
  /// - Returns: How many bytes there were.
  /// - Throws: ``CheckpointError`` where a file cannot be read to its end.
  public static func read(_ paths: [String], pool: ThreadPool) throws(CheckpointError) -> Int {
    var total = 0
    for path in paths { total += try read(path, pool: pool) }
    return total
  }

  private static func read(_ path: String, pool: ThreadPool) throws(CheckpointError) -> Int {
    let file = try ReadableFile(path: path)
    let scratch = UnsafeMutableRawBufferPointer.allocate(
      byteCount: piece * pool.threads, alignment: 64)
    defer { unsafe scratch.deallocate() }
    unsafe scratch.initializeMemory(as: UInt8.self, repeating: 0)
    let failure = Mutex<CheckpointError?>(nil)
    pool.run((file.size + piece - 1) / piece) { index, worker in
      let start = index * piece
      let end = worker * piece + min(piece, file.size - start)
      do throws(CheckpointError) {
        try unsafe file.read(
          into: UnsafeMutableRawBufferPointer(rebasing: scratch[worker * piece..<end]), at: start)
      } catch {
        failure.withLock { $0 = error }
      }
    }
    if let failure = failure.withLock({ $0 }) { throw failure }
    return file.size
  }
}
