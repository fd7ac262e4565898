internal import CZip

/// What follows one place in a file of a zip archive.
@safe
struct ZipBytes: ByteSource, ~Copyable {
  private let opened: OpaquePointer
  private let entry: ZipArchive.Entry
  private let file: ReadableFile
  private var position = 0

  init(_ opened: OpaquePointer, of entry: ZipArchive.Entry, in file: ReadableFile) {
    unsafe self.opened = opened
    self.entry = entry
    self.file = file
  }

  deinit { unsafe zip_fclose(opened) }

  mutating func read(into bytes: UnsafeMutableRawBufferPointer) throws(CheckpointError) {
    var done = 0
    while done < bytes.count {
      let count = unsafe zip_fread(
        opened, bytes.baseAddress.map { unsafe $0 + done }, UInt64(bytes.count - done))
      guard count >= 0 else { throw damage(unsafe String(cString: zip_file_strerror(opened))) }
      guard count > 0 else { throw damage("it ends at byte \(position) of \(entry.size)") }
      done += Int(count)
      position += Int(count)
    }
  }

  /// Passes over bytes.
  mutating func skip(_ count: Int) throws(CheckpointError) {
    guard count > 0 else { return }
    if !entry.isCompressed {
      guard unsafe zip_fseek(opened, Int64(count), SEEK_SET) == 0 else {
        throw damage(unsafe String(cString: zip_file_strerror(opened)))
      }
      position = count
      return
    }
    var piece = [UInt8](repeating: 0, count: min(count, 1 << 16))
    while position < count {
      let length = min(piece.count, count - position)
      try unsafe piece.withUnsafeMutableBufferPointer { (buffer) throws(CheckpointError) in
        let part = unsafe UnsafeMutableBufferPointer(rebasing: buffer[..<length])
        try unsafe read(into: UnsafeMutableRawBufferPointer(part))
      }
    }
  }

  /// Has the check sum compared, where all was read from the start.
  mutating func finish() throws(CheckpointError) {
    guard position == entry.size else { return }
    var byte: UInt8 = 0
    let count = unsafe zip_fread(opened, &byte, 1)
    guard count >= 0 else { throw damage(unsafe String(cString: zip_file_strerror(opened))) }
    guard count == 0 else { throw damage("it has more than \(entry.size) bytes") }
  }

  private func damage(_ problem: String) -> CheckpointError {
    CheckpointError(
      "\(file.name): \(entry.name.quoted) in the archive is damaged: \(problem.printable)")
  }
}
