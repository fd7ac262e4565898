/// The chunks of a PNG: length, four letters, data, checksum.
enum PNGChunks {
  /// The EXIF block, if there is one.
  static func exif(in bytes: [UInt8]) -> ArraySlice<UInt8>? {
    var offset = 8
    while let length = bytes.bigEndian32(at: offset) {
      let data = offset + 8
      guard length <= bytes.count - data else { return nil }
      if bytes.has("eXIf", at: offset + 4) { return bytes[data..<data + length] }
      offset = data + length + 4
    }
    return nil
  }
}
