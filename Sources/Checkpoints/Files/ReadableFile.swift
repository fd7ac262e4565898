#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A regular file, read at given places.
///
/// It is read with `pread` and never mapped: a mapped file that shrinks raises a signal, while a read
/// that ends early is an error like any other.
final class ReadableFile: Sendable {
  /// As it was given, for the system.
  let path: String
  /// Bytes when the file was opened.
  let size: Int
  let descriptor: Int32

  /// The path, for sentences.
  let name: String

  init(path: String) throws(CheckpointError) {
    // Without O_NONBLOCK, a pipe of that name would wait for a writer.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      let reason = describe(errno)
      throw CheckpointError("\(path.printable) cannot be opened: \(reason)")
    }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw CheckpointError("\(path.printable) is not a regular file")
    }
    self.path = path
    name = path.printable
    self.descriptor = descriptor
    size = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// Fills all of `bytes` from what begins at `offset`.
  func read(into bytes: UnsafeMutableRawBufferPointer, at offset: Int) throws(CheckpointError) {
    var done = 0
    while done < bytes.count {
      let count = unsafe pread(
        descriptor, bytes.baseAddress.map { unsafe $0 + done }, bytes.count - done,
        off_t(offset + done))
      guard count >= 0 || errno == EINTR else {
        let reason = describe(errno)
        throw CheckpointError("\(name) cannot be read: \(reason)")
      }
      guard count != 0 else {
        throw CheckpointError(
          "\(name) ends at byte \(offset + done), though it had \(size) bytes when it was opened")
      }
      done += max(count, 0)
    }
  }

  /// Demands that the file is still as long as it was, for readers with buffers of their own.
  func requireSameSize() throws(CheckpointError) {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_size >= size else {
      throw CheckpointError(
        "\(name) has \(status.st_size) bytes, though it had \(size) when it was opened")
    }
  }

  /// A copy of `count` bytes from `offset`.
  ///
  /// - Precondition: They lie inside ``size``, so that no more is allocated than the file has.
  func bytes(at offset: Int, count: Int) throws(CheckpointError) -> [UInt8] {
    precondition(
      offset >= 0 && count >= 0 && offset <= size && count <= size - offset,
      "\(count) bytes at \(offset) are not among \(size)")
    var source = FileBytes(file: self, offset: offset)
    return try source.readBytes(count)
  }
}

/// What the system says about an error number.
func describe(_ error: Int32) -> String {
  guard let text = unsafe strerror(error) else { return "error \(error)" }
  return unsafe String(cString: text)
}

extension [UInt8] {
  /// The first eight bytes as one number, the lowest first.
  var littleEndianInteger: UInt64 {
    prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
