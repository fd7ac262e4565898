internal import CTerminal

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// An open file descriptor, closed when this value goes away.
struct Descriptor: ~Copyable {
  let number: Int32

  private init(_ number: Int32) { self.number = number }

  /// A descriptor of our own for a standard stream that is a terminal, or for the controlling one.
  init(terminal stream: Int32) throws(TerminalError) {
    number =
      isatty(stream) == 1
      ? fcntl(stream, F_DUPFD_CLOEXEC, 3)
      : unsafe open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
    guard number >= 0 else { throw .noTerminal }
  }

  /// A descriptor of our own for an empty file that has no name.
  static func namelessFile() throws(TerminalError) -> Descriptor {
    let number = terminal_nameless_file()
    guard number >= 0 else { throw .system(call: "tmpfile", reason: lastSystemError()) }
    return Descriptor(number)
  }

  deinit { close(number) }
}
