internal import CTerminal
internal import Screens

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The device that keys come from and frames go to.
///
/// Standard input and output where they are terminals, else the controlling terminal: a picture may
/// come by standard input.
struct TerminalDevice: ~Copyable {
  private let keys: Descriptor
  private let frames: Descriptor

  init() throws(TerminalError) {
    let keys = try Descriptor(terminal: STDIN_FILENO)
    let frames = try Descriptor(terminal: STDOUT_FILENO)
    self.keys = keys
    self.frames = frames
  }

  var input: Int32 { keys.number }
  var output: Int32 { frames.number }

  /// The modes of the terminal: whether it echoes, edits lines, and so on.
  ///
  /// A program in the background stops here until it is in the foreground, for until then the modes
  /// are those of another.
  func modes() throws(TerminalError) -> termios {
    var modes = termios()
    tcdrain(output)
    guard unsafe tcgetattr(output, &modes) == 0 else { throw .noTerminal }
    return modes
  }

  /// The most rows and columns that are drawn on, so that a lying terminal takes no memory.
  private static let largestExtent: Int32 = 1000

  /// The size as the system knows it, if it does.
  var size: Size? {
    var rows: Int32 = 0
    var columns: Int32 = 0
    guard unsafe terminal_size(output, &rows, &columns) else { return nil }
    return Size(
      columns: Int(min(columns, Self.largestExtent)), rows: Int(min(rows, Self.largestExtent)))
  }

  /// Sleeps until the device or one of the descriptors can be read, or the time is over.
  ///
  /// A signal ends the sleep too.
  ///
  /// - Throws: ``TerminalError/lost`` when the terminal has gone away.
  func wait(orFor others: [Int32], timeout: Duration?) throws(TerminalError) {
    var sources = ([input] + others).map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    let milliseconds = timeout?.milliseconds ?? -1
    guard unsafe poll(&sources, nfds_t(sources.count), milliseconds) > 0 else { return }
    if Int32(sources[0].revents) & (POLLHUP | POLLERR | POLLNVAL) != 0 { throw .lost }
  }

  /// The bytes that wait to be read, without waiting for more.
  ///
  /// - Throws: ``TerminalError/lost`` when the terminal has gone away.
  func readBytes(timeout: Duration = .zero) throws(TerminalError) -> [UInt8] {
    var source = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&source, 1, timeout.milliseconds) > 0 else { return [] }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = unsafe read(input, &bytes, bytes.count)
    if count > 0 { return Array(bytes[..<count]) }
    if count < 0 && (errno == EINTR || errno == EAGAIN) { return [] }
    throw .lost
  }

  /// Sends bytes as they are, waiting until the terminal takes them; answers whether all were taken.
  func send(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe write(output, $0.baseAddress, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        var target = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
        _ = unsafe poll(&target, 1, -1)
      } else if errno != EINTR {
        return false
      }
    }
    return true
  }
}

extension Duration {
  /// Whole milliseconds, rounded up so that a short time is not none, and never fewer than none.
  fileprivate var milliseconds: Int32 {
    let (seconds, attoseconds) = components
    let rounded = Double(seconds) * 1000 + (Double(attoseconds) / 1e15).rounded(.up)
    return Int32(min(max(0, rounded), Double(Int32.max)))
  }
}
