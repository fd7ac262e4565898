import Images

/// Writes PNG files without compression, for tests that need one of their own making.
enum PNGWriter {
  /// A file of a picture, with further chunks before the pixels.
  static func file(_ image: Image, extra: [(name: String, data: [UInt8])] = []) -> [UInt8] {
    let stride = image.width * 3
    let rows = (0..<image.height).flatMap { row -> [UInt8] in
      [0] + image.pixels[row * stride..<(row + 1) * stride]
    }
    return file(width: image.width, height: image.height, extra: extra, data: stored(rows))
  }

  /// A file that states any size, with any compressed data.
  static func file(
    width: Int, height: Int, extra: [(name: String, data: [UInt8])] = [], data: [UInt8]
  ) -> [UInt8] {
    let header = bigEndian(width) + bigEndian(height) + [8, 2, 0, 0, 0]
    let chunks = [("IHDR", header)] + extra + [("IDAT", data), ("IEND", [])]
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
      + chunks.flatMap { chunk($0, $1) }
  }

  private static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(name.utf8) + data
    return bigEndian(data.count) + body + bigEndian(Int(checksum(body)))
  }

  /// Deflate's stored blocks in zlib's wrapping.
  static func stored(_ bytes: [UInt8]) -> [UInt8] {
    precondition(bytes.count < 65_536, "\(bytes.count) bytes do not fit in one block")
    let length = UInt16(bytes.count)
    let header = [length, ~length].flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    var (low, high) = (1, 0)
    for byte in bytes {
      low = (low + Int(byte)) % 65_521
      high = (high + low) % 65_521
    }
    return [0x78, 0x01, 0x01] + header + bytes + bigEndian(high << 16 | low)
  }

  /// CRC-32.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var remainder: UInt32 = ~0
    for byte in bytes {
      remainder ^= UInt32(byte)
      for _ in 0..<8 {
        remainder = remainder & 1 == 0 ? remainder >> 1 : remainder >> 1 ^ 0xEDB8_8320
      }
    }
    return ~remainder
  }

  private static func bigEndian(_ value: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(value >> $0 & 0xFF) }
  }
}

/// Random numbers that are the same in every run.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
