extension Image {
  /// The most pixels that a picture may have, and the longest side.
  ///
  /// Both are checked before memory is taken for any pixel.
  public static let pixelLimit = 100_000_000
  public static let sideLimit = 1_000_000

  /// Decodes a PNG, JPEG, WebP, PPM or PGM, and turns it as its EXIF orientation says.
  ///
  /// The format is told by the content. Channels are reduced to 8 bits by dropping the lower ones,
  /// transparent pixels are laid over white, grey becomes red, green, blue, gamma and colour
  /// profiles are ignored: all as Pillow does, to which the models' own evaluation leaves decoding.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - name: What messages call the picture.
  /// - Throws: ``ImageError``, for anything but a whole and undamaged picture.
  public init(decoding bytes: [UInt8], name: String) throws(ImageError) {
    do {
      self = try Self.decode(bytes)
    } catch {
      throw ImageError(name: name, problem: error)
    }
  }

  private static func decode(_ bytes: [UInt8]) throws(ImageError.Problem) -> Image {
    switch try PictureFormat(of: bytes) {
    case .png:
      let image = try LibraryCodec.png.decode(bytes)
      return image.turned(Orientation(exif: PNGChunks.exif(in: bytes)))
    case .jpeg:
      let segments = try JPEGSegments(of: bytes)
      let image = try LibraryCodec.jpeg.decode(bytes, check: segments.check)
      return image.turned(Orientation(exif: segments.exif))
    case .webp:
      let image = try LibraryCodec.webp.decode(bytes)
      return image.turned(Orientation(exif: WebPChunks.exif(in: bytes)))
    case .netpbm:
      var decoder = NetpbmDecoder(bytes)
      return try decoder.decode()
    }
  }

  /// Refuses sizes that are none, or too large to decode.
  static func checkSize(width: Int, height: Int) throws(ImageError.Problem) {
    guard width > 0, height > 0 else { throw .noPixels(width: width, height: height) }
    guard width <= sideLimit, height <= sideLimit, width * height <= pixelLimit else {
      throw .tooManyPixels(width: width, height: height)
    }
  }
}
