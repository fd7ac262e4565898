#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A file open for reading, closed at the end of its life if it was opened here.
struct InputFile: ~Copyable {
  private let descriptor: Int32
  private let isOwned: Bool

  init(path: String) throws(ImageError.Problem) {
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    isOwned = true
    if descriptor < 0 { throw Self.problem(errno) }
  }

  init(descriptor: Int32) {
    self.descriptor = descriptor
    isOwned = false
  }

  deinit { if isOwned, descriptor >= 0 { close(descriptor) } }

  /// All bytes, whatever size the file says it has.
  ///
  /// What does not begin like a picture is given up after its first bytes, however long it is.
  func pictureBytes(limit: Int) throws(ImageError.Problem) -> [UInt8] {
    var bytes = [UInt8]()
    var isRecognised = false
    while case let chunk = try nextBytes(upTo: 1 << 20), !chunk.isEmpty {
      bytes += chunk
      guard bytes.count <= limit else { throw .tooManyBytes(limit: limit) }
      if !isRecognised, bytes.count >= PictureFormat.signatureLength {
        _ = try PictureFormat(of: bytes)
        isRecognised = true
      }
    }
    return bytes
  }

  /// What comes next, at least one byte; none at the end.
  private func nextBytes(upTo count: Int) throws(ImageError.Problem) -> [UInt8] {
    var result = 0
    var code: Int32 = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      repeat {
        result = unsafe Self.read(descriptor, buffer)
        code = errno
      } while result < 0 && code == EINTR
      initialized = max(result, 0)
    }
    if result < 0 { throw Self.problem(code) }
    return bytes
  }

  private static func read(_ descriptor: Int32, _ buffer: UnsafeMutableBufferPointer<UInt8>) -> Int
  {
    #if canImport(Darwin)
      unsafe Darwin.read(descriptor, buffer.baseAddress, buffer.count)
    #else
      unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
    #endif
  }

  private static func problem(_ code: Int32) -> ImageError.Problem {
    code == EISDIR ? .directory : .unreadable(reason: unsafe String(cString: strerror(code)))
  }
}
