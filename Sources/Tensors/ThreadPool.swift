import CKernels

/// Threads that share the steps of a loop; idle ones sleep.
///
/// A pool lives as long as the model that computes with it. Loops of one pool run one after another,
/// whichever thread asks for them. While a loop runs, numbers too small for the normal format count
/// as zero on all its threads.
@safe public final class ThreadPool: Sendable {
  /// The number of threads that share a loop, the calling one included.
  public let threads: Int
  private let pool: ck_pool

  /// Cores that this process may use.
  public static var coreCount: Int { Int(ck_core_count()) }

  public init(threads: Int) {
    precondition(threads >= 1, "a pool of \(threads) threads cannot work")
    self.threads = threads
    unsafe pool = ck_pool_create(Int32(threads))
  }

  deinit { unsafe ck_pool_free(pool) }

  /// Calls `body` once for every index below `count`, and returns when all calls have returned.
  ///
  /// Calls happen at the same time on different threads: each must write only what is its own, by
  /// `index` or by `worker`. Threads take the next index when they are free, so neighbouring indices
  /// may go to different workers.
  ///
  /// - Parameters:
  ///   - count: The number of calls. One call, or a pool of one thread, stays on the calling thread.
  ///   - body: Takes the index, and the number of the thread: 0 for the caller, below ``threads``.
  /// - Precondition: Not called from within `body`.
  public func run(_ count: Int, _ body: (_ index: Int, _ worker: Int) -> Void) {
    precondition(!ck_pool_is_running_here(), "a loop of \(count) steps starts within another loop")
    unsafe runLoop(pool.state, count, body)
  }
}

/// Calls a closure for every index below `count`: `ck_pool_run` in `pool.c`, which takes a closure as
/// Swift passes it.
@_silgen_name("ck_pool_run")
private func runLoop(
  _ pool: OpaquePointer, _ count: Int, _ body: (_ index: Int, _ worker: Int) -> Void)
