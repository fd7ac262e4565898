internal import CZip
internal import Synchronization

/// A zip archive that is read entry by entry, after everything that could be a trick is ruled out.
final class ZipArchive: Sendable {
  /// What the archive says about one of its files.
  struct Entry: Sendable {
    let index: UInt64
    let name: String
    /// Bytes when unpacked.
    let size: Int
    let isCompressed: Bool
  }

  let entries: [Entry]
  let file: ReadableFile
  private let handle: Mutex<ZipHandle>

  /// Of how many bytes an archive may claim to be full, for each of its own and besides.
  private static let largestRatio = 16
  private static let alwaysAllowed = 64 << 20

  init(_ file: ReadableFile) throws(CheckpointError) {
    let handle = try ZipHandle(file)
    var entries: [Entry] = []
    var names: Set<String> = []
    var total = 0
    let (product, overflow) = file.size.multipliedReportingOverflow(by: Self.largestRatio)
    let limit = (overflow ? Int.max / 2 : product) + Self.alwaysAllowed
    for index in 0..<handle.count {
      let entry = try handle.entry(index)
      guard names.insert(entry.name).inserted else {
        throw CheckpointError(
          "\(file.name): two files of the archive have the name \(entry.name.quoted)")
      }
      let (sum, overflow) = total.addingReportingOverflow(entry.size)
      guard !overflow, sum <= limit else {
        throw CheckpointError(
          "\(file.name) has \(file.size) bytes, but claims to hold more than \(limit): a zip bomb?")
      }
      total = sum
      entries.append(entry)
    }
    self.file = file
    self.entries = entries
    self.handle = Mutex(handle)
  }

  /// Reads from a file of the archive.
  ///
  /// - Parameters:
  ///   - entry: One of ``entries``.
  ///   - offset: Where to begin.
  ///   - body: Gets what follows, and reads as much of it as it needs.
  /// - Returns: What `body` gives.
  /// - Throws: ``CheckpointError`` where the archive is damaged, as far as it was read.
  func read<Value: Sendable>(
    _ entry: Entry, from offset: Int = 0,
    _ body: (inout ZipBytes) throws(CheckpointError) -> Value
  ) throws(CheckpointError) -> Value {
    try handle.withLock { (handle) throws(CheckpointError) in
      var bytes = try handle.open(entry, from: offset)
      let value = try body(&bytes)
      try bytes.finish()
      try file.requireSameSize()
      return value
    }
  }

  /// All bytes of a small file of the archive.
  func bytes(of entry: Entry, atMost limit: Int) throws(CheckpointError) -> [UInt8] {
    guard entry.size <= limit else {
      throw CheckpointError(
        "\(file.name): \(entry.name.quoted) has \(entry.size) bytes, more than the \(limit) that "
          + "are read")
    }
    return try read(entry) { (source) throws(CheckpointError) in
      try source.readBytes(entry.size)
    }
  }
}
