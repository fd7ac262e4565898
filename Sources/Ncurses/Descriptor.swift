#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// An open file descriptor, closed when this value goes away.
struct Descriptor: ~Copyable {
  let number: Int32

  /// A descriptor of our own for a standard stream that is a terminal, or for the controlling one.
  init(terminal stream: Int32) throws(TerminalError) {
    number =
      isatty(stream) == 1
      ? fcntl(stream, F_DUPFD_CLOEXEC, 3)
      : unsafe open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
    guard number >= 0 else { throw .noTerminal }
  }

  deinit { close(number) }
}
