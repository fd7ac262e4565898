/// What a file is, told by its first bytes and never by its name.
enum PictureFormat: String {
  case png = "PNG"
  case jpeg = "JPEG"
  case webp = "WebP"
  case netpbm = "PPM or PGM"

  /// The format of a file that begins like this.
  ///
  /// - Throws: ``ImageError/Problem/unknownFormat(found:)``, saying what it looks like.
  init(of bytes: [UInt8]) throws(ImageError.Problem) {
    if bytes.isEmpty { throw .empty }
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      self = .png
    } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else if bytes.has("RIFF", at: 0), bytes.has("WEBP", at: 8) {
      self = .webp
    } else if ["P2", "P3", "P5", "P6"].contains(where: { bytes.has($0, at: 0) }),
      bytes.count > 2, bytes[2].isASCIISpace || bytes[2] == UInt8(ascii: "#")
    {
      self = .netpbm
    } else {
      throw .unknownFormat(found: Self.likeness(of: bytes))
    }
  }

  /// How many bytes from the start decide.
  static let signatureLength = 12

  /// What other things people have, so that they learn which one they passed.
  private static func likeness(of bytes: [UInt8]) -> String {
    let isText = bytes.prefix(256).allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0.isASCIISpace }
    let known: [(signature: String, offset: Int, isText: Bool, name: String)] = [
      ("GIF8", 0, false, "a GIF"), ("BM", 0, false, "a BMP"),
      ("II*\0", 0, false, "a TIFF"), ("MM\0*", 0, false, "a TIFF"),
      ("ftypheic", 4, false, "a HEIC picture"), ("ftypavif", 4, false, "an AVIF picture"),
      ("ftyp", 4, false, "a video or another media file"), ("PK", 0, false, "a ZIP archive"),
      ("P4", 0, false, "a PBM"), ("P7", 0, false, "a PAM"), ("P1", 0, true, "a PBM"),
      ("%PDF", 0, false, "a PDF"), ("<svg", 0, true, "an SVG"),
    ]
    let found = known.first { $0.isText == isText && bytes.has($0.signature, at: $0.offset) }
    return found?.name ?? (isText ? "text" : "an unknown kind of file")
  }
}

extension [UInt8] {
  /// Whether these ASCII characters stand at an offset.
  func has(_ text: String, at offset: Int) -> Bool {
    offset >= 0 && offset <= count && self[offset...].starts(with: text.utf8)
  }
}

extension UInt8 {
  /// Space, tab, line feed, vertical tab, form feed, carriage return.
  var isASCIISpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}
