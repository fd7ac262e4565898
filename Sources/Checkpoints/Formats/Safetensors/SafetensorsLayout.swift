internal import Tensors

/// Where the tensors of a safetensors file lie, after every check of the format.
///
/// The tensors fill the data from its first byte to its last, without holes and without overlap.
struct SafetensorsLayout {
  /// What the file holds, in the order in which it lies there.
  private(set) var tensors: [TensorDescription] = []
  /// Offsets in the file, not in the data, of each of ``tensors``.
  private(set) var ranges: [Range<Int>] = []
  let metadata: [String: String]

  private static let longestHeader: UInt64 = 100_000_000

  init(of file: ReadableFile) throws(CheckpointError) {
    let length = try Self.headerLength(of: file)
    let bytes = try file.bytes(at: 8, count: length)
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw CheckpointError("\(file.name): the header is not valid UTF-8")
    }
    let header: SafetensorsHeader
    do {
      header = try SafetensorsHeader(parsing: bytes)
    } catch {
      throw CheckpointError(
        "\(file.name): the header is not as safetensors has it: at byte \(8 + error.offset), "
          + error.problem)
    }
    metadata = header.metadata
    try place(header.entries, from: 8 + length, in: file)
  }

  private static func headerLength(of file: ReadableFile) throws(CheckpointError) -> Int {
    guard file.size >= 8 else {
      throw CheckpointError(
        "\(file.name) has \(file.size) bytes: safetensors begins with 8 that say how long its "
          + "header is")
    }
    let length = try file.bytes(at: 0, count: 8).littleEndianInteger
    guard length <= longestHeader else {
      throw CheckpointError(
        "\(file.name): the header would have \(length) bytes, more than the \(longestHeader) "
          + "that safetensors allows")
    }
    guard length <= file.size - 8 else {
      throw CheckpointError(
        "\(file.name): the header should have \(length) bytes, but only \(file.size - 8) follow")
    }
    return Int(length)
  }

  private mutating func place(
    _ entries: [SafetensorsHeader.Entry], from start: Int, in file: ReadableFile
  ) throws(CheckpointError) {
    var end: UInt64 = 0
    for entry in entries.sorted(by: { ($0.begin, $0.end) < ($1.begin, $1.end) }) {
      guard entry.begin == end, entry.end >= entry.begin else {
        throw CheckpointError(
          "\(subject(entry, file)) lies from byte \(entry.begin) to \(entry.end) of the data, but the tensors "
            + "before it end at \(end)")
      }
      let bytes = try byteCount(of: entry, in: file)
      guard entry.end - entry.begin == bytes else {
        throw CheckpointError(
          "\(subject(entry, file)) of \(entry.dtype) \(abbreviated(entry.extents)) needs \(bytes) bytes, but "
            + "has \(entry.end - entry.begin)")
      }
      let available = UInt64(file.size - start)
      guard entry.end <= available else {
        throw CheckpointError(
          "\(subject(entry, file)) ends at byte \(entry.end) of the data, but there are only \(available)"
        )
      }
      let shape = Shape(entry.extents.map { Int($0) })
      tensors.append(TensorDescription(name: entry.name, dtype: entry.dtype, shape: shape))
      ranges.append(start + Int(entry.begin)..<start + Int(entry.end))
      end = entry.end
    }
    guard end == file.size - start else {
      throw CheckpointError(
        "\(file.name): the tensors end at byte \(end) of the data, but there are "
          + "\(file.size - start)")
    }
  }

  /// Bytes for all elements, where their bits can be counted.
  private func byteCount(
    of entry: SafetensorsHeader.Entry, in file: ReadableFile
  ) throws(CheckpointError) -> UInt64 {
    guard let bits = product(of: entry.extents + [UInt64(entry.dtype.bitWidth)]) else {
      throw CheckpointError(
        "\(subject(entry, file)) of \(entry.dtype) \(abbreviated(entry.extents)) has more bits than 63 binary "
          + "digits can count")
    }
    guard bits.isMultiple(of: 8) else {
      throw CheckpointError(
        "\(subject(entry, file)) of \(entry.dtype) \(abbreviated(entry.extents)) has \(bits) bits, which fill "
          + "no whole number of bytes")
    }
    return UInt64(bits / 8)
  }

  /// What a sentence about a tensor begins with.
  private func subject(_ entry: SafetensorsHeader.Entry, _ file: ReadableFile) -> String {
    "\(file.name): tensor \(entry.name.quoted)"
  }
}
