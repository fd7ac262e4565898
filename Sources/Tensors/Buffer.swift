import CKernels

/// Floats in memory: 64-byte aligned, zero at first, on huge pages where the system has them.
///
/// A buffer is shared, not copied. Threads may write disjoint parts of it at the same time; whoever
/// hands parts out (``ThreadPool/run(_:_:)`` over row ranges) keeps them disjoint. That promise is
/// what makes it `Sendable`, and it is the only one of its kind in the package.
@safe public final class Buffer: @unchecked Sendable {
  /// The number of floats.
  public let count: Int
  let start: UnsafeMutablePointer<Float>

  public init(count: Int) {
    precondition(count >= 0, "a buffer cannot hold \(count) floats")
    self.count = count
    unsafe start = ck_alloc(count).assumingMemoryBound(to: Float.self)
  }

  /// Copies numbers.
  public convenience init(_ scalars: [Float]) {
    self.init(count: scalars.count)
    unsafe start.update(from: scalars, count: scalars.count)
  }

  public subscript(index: Int) -> Float {
    get {
      precondition(index >= 0 && index < count, "there is no float \(index) of \(count)")
      return unsafe start[index]
    }
    set {
      precondition(index >= 0 && index < count, "there is no float \(index) of \(count)")
      unsafe start[index] = newValue
    }
  }

  deinit { unsafe ck_free(start, count) }
}
