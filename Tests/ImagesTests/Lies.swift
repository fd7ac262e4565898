import Foundation
import Images

/// Files that state another size than they have.
enum Lies {
  /// One of each format, of the same stated size.
  static func all(width: Int, height: Int) throws -> [[UInt8]] {
    [
      PNGWriter.file(width: width, height: height, data: PNGWriter.stored([1, 2, 3])),
      try jpeg(width: width, height: height),
      try jpeg("ycc-420-progressive.jpg", width: width, height: height),
      try webp("lossless.webp", width: width, height: height),
      try webp("lossy.webp", width: width, height: height),
      Array("P6 \(width) \(height) 255\n".utf8) + [1, 2, 3],
      Array("P3 \(width) \(height) 255\n1 2 3".utf8),
    ]
  }

  /// A JPEG whose frame header says so.
  static func jpeg(_ name: String = "ycc-444.jpg", width: Int, height: Int) throws -> [UInt8] {
    var bytes = try Fixture.bytes(name)
    let frame = bytes.indices.dropLast().first { index in
      bytes[index] == 0xFF && (bytes[index + 1] == 0xC0 || bytes[index + 1] == 0xC2)
    }
    guard let frame else { throw CocoaError(.fileReadCorruptFile) }
    bytes.replaceSubrange(
      frame + 5..<frame + 9,
      with: [height >> 8, height, width >> 8, width].map { UInt8($0 & 0xFF) })
    return bytes
  }

  /// A WebP of one chunk whose bitstream header says so.
  static func webp(_ name: String, width: Int, height: Int) throws -> [UInt8] {
    var bytes = try Fixture.bytes(name)
    if bytes[15] == UInt8(ascii: "L") {
      let size = width - 1 | (height - 1) << 14
      bytes.replaceSubrange(21..<24, with: [0, 8, 16].map { UInt8(size >> $0 & 0xFF) })
      bytes[24] = bytes[24] & 0xF0 | UInt8(size >> 24)
    } else {
      bytes.replaceSubrange(
        26..<30, with: [width, width >> 8, height, height >> 8].map { UInt8($0 & 0xFF) })
    }
    return bytes
  }

  /// The most memory that this process has ever held.
  static func peakKilobytes() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    guard let number = line?.split(whereSeparator: \.isWhitespace).dropFirst().first,
      let kilobytes = Int(number)
    else { throw CocoaError(.fileReadCorruptFile) }
    return kilobytes
  }
}
