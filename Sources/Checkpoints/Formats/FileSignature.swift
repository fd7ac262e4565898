/// What a file is, by its first bytes.
enum FileSignature: Equatable {
  case safetensors
  case shardIndex
  case zip
  case pyTorchLegacy
  /// Something else: a sentence's end that says what, and what to do.
  case foreign(String)

  /// Bytes that are looked at.
  private static let length = 512

  init(of file: ReadableFile) throws(CheckpointError) {
    let start = try file.bytes(at: 0, count: min(file.size, Self.length))
    let hasSafetensorsName = file.path.hasSuffix(".safetensors")
    self = Self(start, hasSafetensorsName: hasSafetensorsName)
  }

  /// With the name of a safetensors file, one with a damaged start is still treated as such.
  init(_ start: [UInt8], hasSafetensorsName: Bool) {
    if start.isEmpty {
      self = .foreign("is empty")
    } else if beginsLikeSafetensors(start) {
      self = .safetensors
    } else if start.starts(with: [0x50, 0x4B, 0x03, 0x04])
      || start.starts(with: [0x50, 0x4B, 0x05, 0x06])
    {
      self = .zip
    } else if isPyTorchLegacy(start) {
      self = .pyTorchLegacy
    } else if let foreign = knownForeign(start) {
      self = .foreign(foreign)
    } else if start.first(where: { !isJSONSpace($0) }) == UInt8(ascii: "{") {
      self = .shardIndex
    } else if hasSafetensorsName {
      self = .safetensors
    } else {
      let bytes = start.prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
      self = .foreign(
        "is neither safetensors nor a PyTorch checkpoint: it begins with the bytes "
          + bytes.joined(separator: " "))
    }
  }
}

/// Whether a header of at most 2³² bytes may begin after the first eight.
private func beginsLikeSafetensors(_ start: [UInt8]) -> Bool {
  guard start.count > 8, start[4..<8].allSatisfy({ $0 == 0 }) else { return false }
  return start[8] == UInt8(ascii: "{") || isJSONSpace(start[8])
}

/// Whether PyTorch's magic number follows a pickle's own first bytes.
///
/// It is pickled as an integer of ten bytes, after the protocol and, from protocol 4 on, a frame.
private func isPyTorchLegacy(_ start: [UInt8]) -> Bool {
  let magic: [UInt8] = [0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19]
  guard start.first == 0x80, start.count > 2 else { return false }
  return start.dropFirst(2).starts(with: magic)
    || start.dropFirst(2).first == 0x95 && start.dropFirst(11).starts(with: magic)
}

/// What people mistake for a checkpoint, or get instead of one.
private func knownForeign(_ start: [UInt8]) -> String? {
  for (offset, magic, meaning) in magicNumbers
  where start.dropFirst(offset).starts(with: magic.utf8) {
    return meaning
  }
  for (magic, meaning) in binaryMagicNumbers where start.starts(with: magic) { return meaning }
  let text = String(decoding: start.prefix(256), as: UTF8.self).lowercased()
    .drop { $0.isWhitespace || $0 == "\u{FEFF}" }
  if text.hasPrefix("<!doctype html") || text.hasPrefix("<html") {
    return "is a web page, which came instead of the file: download it again"
  }
  if text.hasPrefix("<?xml") { return "is XML, perhaps a server's error: download the file again" }
  if start.count > 2, start[0] == 0x80, (2...5).contains(start[1]) {
    return "is a bare pickle, not a file that torch.save wrote"
  }
  if start.count > 2, start[0] == 0x08, (1...15).contains(start[1]),
    [0x12, 0x1A, 0x22, 0x3A, 0x42].contains(start[2])
  {
    return "looks like an ONNX model: the checkpoint that it was exported from is needed"
  }
  if start.allSatisfy({ $0 == 0 }) {
    return "begins with zeros only, like a download that never finished"
  }
  return nil
}

private let convert = "convert it to safetensors first"

private let magicNumbers: [(offset: Int, magic: String, meaning: String)] = [
  (
    0, "version https://git-lfs.github.com/spec",
    "is a Git LFS pointer, not the file itself: run git lfs pull"
  ),
  (
    257, "ustar",
    "is a tar archive: unpack it, or where PyTorch before 0.2 wrote it, load it there and save the "
      + "state_dict with torch.save of a later version"
  ),
  (0, "GGUF", "is a GGUF file, as llama.cpp uses it: \(convert)"),
  (0, "tjgg", "is a GGML file, as llama.cpp used it: \(convert)"),
  (4, "TFL3", "is a TensorFlow Lite model: \(convert)"),
  (0, "Rar!", "is a RAR archive: unpack it first"),
  (0, "BZh", "is compressed with bzip2: decompress it first"),
  (0, "%PDF", "is a PDF document"),
  (0, "GIF8", "is a picture"),
  (0, "RIFF", "is a picture or a sound"),
]

private let binaryMagicNumbers: [(magic: [UInt8], meaning: String)] = [
  ([0x89, 0x48, 0x44, 0x46], "is an HDF5 file, as Keras writes it: \(convert)"),
  ([0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59], "is a NumPy array, which names no tensors"),
  ([0x37, 0x7A, 0xBC, 0xAF], "is a 7z archive: unpack it first"),
  ([0x1F, 0x8B], "is compressed with gzip: decompress it first"),
  ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "is compressed with xz: decompress it first"),
  ([0x28, 0xB5, 0x2F, 0xFD], "is compressed with zstd: decompress it first"),
  ([0x89, 0x50, 0x4E, 0x47], "is a picture"),
  ([0xFF, 0xD8, 0xFF], "is a picture"),
  ([0x7F, 0x45, 0x4C, 0x46], "is a program"),
]
