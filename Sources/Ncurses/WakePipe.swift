#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A pipe that wakes a sleeping `poll` from another thread.
///
/// Neither end blocks: waking twice before anyone looks is waking once.
public struct WakePipe: ~Copyable, Sendable {
  /// The descriptor to poll.
  public let readEnd: Int32
  let writeEnd: Int32

  public init() throws(TerminalError) {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else {
      throw .system(call: "pipe", reason: lastSystemError())
    }
    (readEnd, writeEnd) = (ends[0], ends[1])
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
  }

  deinit {
    close(readEnd)
    close(writeEnd)
  }

  /// Wakes whoever polls.
  public func wake() {
    var byte: UInt8 = 0
    _ = unsafe write(writeEnd, &byte, 1)
  }

  /// Forgets that it was woken.
  public func drain() {
    var bytes = [UInt8](repeating: 0, count: 256)
    while unsafe read(readEnd, &bytes, bytes.count) == bytes.count {}
  }
}
