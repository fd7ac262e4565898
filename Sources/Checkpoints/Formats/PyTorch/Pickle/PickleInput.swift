/// The bytes of a pickle, which are read once and then kept for the texts among them.
struct PickleInput {
  /// The most bytes that a pickle may have; PyTorch keeps numbers elsewhere.
  static let longest = 256 << 20

  private(set) var bytes: [UInt8]
  private(set) var position = 0
  /// Where more bytes come from, as they are needed.
  private let rest: (file: ReadableFile, start: Int)?
  /// For sentences.
  private let name: String

  /// A pickle that is in memory already.
  init(_ bytes: [UInt8], name: String) {
    self.bytes = bytes
    self.name = name
    rest = nil
  }

  /// A pickle that begins at `start` and ends nobody knows where.
  init(_ file: ReadableFile, at start: Int) {
    bytes = []
    name = file.name
    rest = (file, start)
  }

  /// What is wrong at the place that was read last.
  func error(_ problem: String) -> CheckpointError {
    CheckpointError("\(name): the pickle goes wrong before byte \(position): \(problem)")
  }

  /// Passes over `count` bytes and tells where they are.
  mutating func readRange(_ count: Int) throws(CheckpointError) -> Range<Int> {
    if count > bytes.count - position { try fetch(count) }
    defer { position += count }
    return position..<position + count
  }

  mutating func readByte() throws(CheckpointError) -> UInt8 {
    bytes[try readRange(1).lowerBound]
  }

  /// Reads an unsigned number of so many bytes, the lowest first, that fits an `Int`.
  mutating func readInteger(bytes count: Int) throws(CheckpointError) -> Int {
    let value = bytes[try readRange(count)].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard let value = Int(exactly: value) else {
      throw error("a length of \(value) bytes was found")
    }
    return value
  }

  /// Passes over a line and tells where it is, without its end.
  mutating func readLine(atMost limit: Int) throws(CheckpointError) -> Range<Int> {
    let start = position
    while try readByte() != UInt8(ascii: "\n") {
      guard position - start <= limit else {
        throw error("a name has more than \(limit) bytes")
      }
    }
    return start..<position - 1
  }

  /// Sees to it that `count` bytes follow ``position``.
  private mutating func fetch(_ count: Int) throws(CheckpointError) {
    guard let rest, count <= Self.longest - position else {
      throw error("\(count) more bytes are needed, but \(bytes.count - position) follow")
    }
    let missing = count - (bytes.count - position)
    let available = rest.file.size - rest.start - bytes.count
    guard missing <= available else {
      throw error("\(missing) more bytes are needed, but the file ends")
    }
    // The texts among the bytes stay where they are: more bytes are put after them.
    let piece = min(max(missing, 1 << 16), available)
    bytes += try rest.file.bytes(at: rest.start + bytes.count, count: piece)
  }
}
