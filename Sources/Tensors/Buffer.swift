import CKernels

/// Floats in memory: 64-byte aligned, zero at first, on huge pages where the system has them.
///
/// A buffer is shared, not copied. Threads may write disjoint parts of it at the same time; whoever
/// hands parts out (``ThreadPool/run(_:_:)`` over row ranges) keeps them disjoint. That promise is
/// what makes it `Sendable`, and it is the only one of its kind in the package.
public final class Buffer: @unchecked Sendable {
  /// The number of floats.
  public let count: Int
  let start: UnsafeMutablePointer<Float>

  public init(count: Int) {
    precondition(count >= 0, "a buffer cannot hold \(count) floats")
    self.count = count
    unsafe start = ck_alloc(max(count, 1)).assumingMemoryBound(to: Float.self)
  }

  deinit { unsafe ck_free(start) }
}
