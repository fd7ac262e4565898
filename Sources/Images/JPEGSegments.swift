/// The segments of a JPEG up to its end: what the decoder does not tell.
///
/// libturbojpeg fills in for data that is missing, so whether a file is whole is seen here: the
/// entropy-coded data has to go on to the marker that ends the picture.
struct JPEGSegments {
  /// The EXIF block, if there is one.
  private(set) var exif: ArraySlice<UInt8>?
  /// Whether every 8×8 block takes at least one bit, as it does but with arithmetic coding.
  private var isHuffmanCoded = true
  private let count: Int

  /// - Throws: ``ImageError/Problem/truncated(format:)`` where the end is missing.
  init(of bytes: [UInt8]) throws(ImageError.Problem) {
    count = bytes.count
    var offset = 2
    while let marker = Self.nextMarker(in: bytes, from: &offset) {
      switch marker {
      case 0xD9: return
      case 0x01, 0xD0...0xD8: continue
      default:
        guard let length = bytes.bigEndian16(at: offset), length >= 2,
          length <= bytes.count - offset
        else { throw .truncated(format: "JPEG") }
        note(marker, bytes[offset + 2..<offset + length])
        offset += length
      }
    }
    throw .truncated(format: "JPEG")
  }

  /// The marker after any entropy-coded data, and the offset behind it.
  ///
  /// In that data 0xFF is followed by 0; any number of 0xFF may stand before a marker.
  private static func nextMarker(in bytes: [UInt8], from offset: inout Int) -> UInt8? {
    while offset < bytes.count - 1 {
      let marker = bytes[offset + 1]
      if bytes[offset] == 0xFF, marker != 0, marker != 0xFF {
        offset += 2
        return marker
      }
      offset += 1
    }
    return nil
  }

  private mutating func note(_ marker: UInt8, _ data: ArraySlice<UInt8>) {
    if marker == 0xE1, exif == nil, data.starts(with: "Exif\0\0".utf8) { exif = data.dropFirst(6) }
    if (0xC9...0xCB).contains(marker) || (0xCD...0xCF).contains(marker) { isHuffmanCoded = false }
  }

  /// Refuses a size that the bytes cannot hold, before memory is filled with what is not there.
  func check(width: Int, height: Int) throws(ImageError.Problem) {
    let blocks = ((width + 7) / 8) * ((height + 7) / 8)
    if isHuffmanCoded, blocks / 8 > count { throw .truncated(format: "JPEG") }
  }
}
