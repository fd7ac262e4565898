/// Bytes that are read once, from first to last.
protocol ByteSource: ~Copyable {
  /// Fills all of `bytes` with what comes next.
  mutating func read(into bytes: UnsafeMutableRawBufferPointer) throws(CheckpointError)
}

/// What follows one place in a file.
struct FileBytes: ByteSource {
  let file: ReadableFile
  var offset: Int

  mutating func read(into bytes: UnsafeMutableRawBufferPointer) throws(CheckpointError) {
    try unsafe file.read(into: bytes, at: offset)
    offset += bytes.count
  }
}
