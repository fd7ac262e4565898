#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A file without a name that curses writes frames to, in the terminal's place.
///
/// Curses writes to a descriptor and to nothing else, so that is how its bytes can be had before the
/// terminal has them.
struct FrameFile: ~Copyable {
  private let file: Descriptor

  init() throws(TerminalError) { file = try Descriptor.namelessFile() }

  /// Has what is written to a descriptor come here from now on; answers whether it does.
  func receive(from other: Int32) -> Bool {
    dup2(file.number, other) >= 0 && fcntl(other, F_SETFD, FD_CLOEXEC) >= 0
  }

  /// What was written since it was last taken.
  func take() -> [UInt8] {
    let count = Int(lseek(file.number, 0, SEEK_CUR))
    guard count > 0 else { return [] }
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = max(0, unsafe pread(file.number, buffer.baseAddress, count, 0))
    }
    lseek(file.number, 0, SEEK_SET)
    return bytes
  }
}
