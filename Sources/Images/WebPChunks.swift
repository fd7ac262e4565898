/// The chunks of a WebP: four letters, length, data, padded to an even length.
enum WebPChunks {
  /// The EXIF block, if there is one; some writers prefix it as in a JPEG.
  static func exif(in bytes: [UInt8]) -> ArraySlice<UInt8>? {
    var offset = 12
    while let length = bytes.littleEndian32(at: offset + 4) {
      let data = offset + 8
      guard length <= bytes.count - data else { return nil }
      if bytes.has("EXIF", at: offset) {
        let block = bytes[data..<data + length]
        return block.starts(with: "Exif\0\0".utf8) ? block.dropFirst(6) : block
      }
      offset = data + length + length % 2
    }
    return nil
  }
}
