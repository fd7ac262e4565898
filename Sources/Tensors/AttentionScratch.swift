import Synchronization

/// Memory in which one thread computes attention; it grows on first use, and is then reused.
public final class AttentionScratch: Sendable {
  private let buffer = Mutex(Buffer(count: 0))

  public init() {}

  /// The number of floats that it holds.
  public var capacity: Int { buffer.withLock { $0.count } }

  /// Makes it hold so many floats.
  public func reserve(_ count: Int) {
    buffer.withLock { buffer in
      if buffer.count < count { buffer = Buffer(count: count) }
    }
  }

  /// Runs a function on memory for so many floats.
  func withFloats(_ count: Int, _ body: (UnsafeMutablePointer<Float>) -> Void) {
    let wasFree: Void? = buffer.withLockIfAvailable { buffer in
      if buffer.count < count { buffer = Buffer(count: count) }
      unsafe body(buffer.start)
    }
    precondition(wasFree != nil, "two threads use one scratch of \(count) floats")
  }
}
