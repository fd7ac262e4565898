/// Reads PPM and PGM, as text (P2, P3) and as bytes (P5, P6), with samples of up to 16 bits.
///
/// Samples are brought to 0...255 as Pillow does: to the nearest, halves to the even one. Only the
/// first picture of a file is read.
struct NetpbmDecoder {
  private let bytes: [UInt8]
  private var offset = 2

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func decode() throws(ImageError.Problem) -> Image {
    let isText = bytes[1] < UInt8(ascii: "4")
    let channels = bytes[1] == UInt8(ascii: "3") || bytes[1] == UInt8(ascii: "6") ? 3 : 1
    let width = try number()
    let height = try number()
    try Image.checkSize(width: width, height: height)
    let largest = try number()
    guard 1...65_535 ~= largest else {
      throw .damaged(
        format: format, reason: "its largest sample is \(largest), and 1...65535 is expected")
    }
    let count = width * height * channels
    let bytesPerSample = largest < 256 ? 1 : 2
    let needed = isText ? 2 * count - 1 : bytesPerSample * count + 1
    guard needed <= bytes.count - offset else { throw .truncated(format: format) }
    if !isText {
      guard bytes[offset].isASCIISpace else {
        throw .damaged(format: format, reason: "a space is expected at byte \(offset)")
      }
      offset += 1
    }
    let scaled = Self.scale(from: largest)
    var pixels = [UInt8]()
    pixels.reserveCapacity(width * height * 3)
    for _ in 0..<count {
      let sample = isText ? try number() : binarySample(bytesPerSample)
      guard sample <= largest else {
        throw .damaged(
          format: format, reason: "a sample is \(sample), and at most \(largest) is expected")
      }
      for _ in 0..<3 / channels { pixels.append(scaled[sample]) }
    }
    return Image(width: width, height: height, pixels: pixels)
  }

  private var format: String { PictureFormat.netpbm.rawValue }

  /// The byte for each sample.
  private static func scale(from largest: Int) -> [UInt8] {
    (0...largest).map { sample in
      UInt8((Double(sample) / Double(largest) * 255).rounded(.toNearestOrEven))
    }
  }

  private mutating func binarySample(_ size: Int) -> Int {
    defer { offset += size }
    return size == 1 ? Int(bytes[offset]) : Int(bytes[offset]) << 8 | Int(bytes[offset + 1])
  }

  /// The next decimal number, after space and comments.
  private mutating func number() throws(ImageError.Problem) -> Int {
    skipSpaceAndComments()
    let start = offset
    var value = 0
    while offset < bytes.count, case let digit = bytes[offset] &- UInt8(ascii: "0"), digit < 10 {
      guard offset - start < 10 else {
        throw .damaged(format: format, reason: "a number has more than ten digits")
      }
      value = value * 10 + Int(digit)
      offset += 1
    }
    guard offset > start else {
      if offset == bytes.count { throw .truncated(format: format) }
      throw .damaged(format: format, reason: "a number is expected at byte \(offset)")
    }
    return value
  }

  private mutating func skipSpaceAndComments() {
    while offset < bytes.count {
      if bytes[offset] == UInt8(ascii: "#") {
        while offset < bytes.count, bytes[offset] != 0x0A, bytes[offset] != 0x0D { offset += 1 }
      } else if !bytes[offset].isASCIISpace {
        return
      } else {
        offset += 1
      }
    }
  }
}
