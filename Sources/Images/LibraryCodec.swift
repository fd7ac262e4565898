import CImageCodecs

/// A format that a system library decodes.
enum LibraryCodec: String {
  case png = "PNG"
  case jpeg = "JPEG"
  case webp = "WebP"

  /// Decodes a picture as it is stored.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - check: What else has to hold for the size that the file states; called, as the check for
  ///     ``Image/pixelLimit`` is, before memory is taken for pixels.
  /// - Returns: The picture, not yet turned.
  /// - Throws: What is wrong with the file.
  func decode(
    _ bytes: [UInt8],
    check: (_ width: Int, _ height: Int) throws(ImageError.Problem) -> Void = { _, _ in }
  ) throws(ImageError.Problem) -> Image {
    var picture = try header(of: bytes)
    guard !picture.animated else {
      throw .unsupported(format: rawValue, found: "moving pictures", expected: "a still one")
    }
    let (width, height) = (Int(picture.width), Int(picture.height))
    try Image.checkSize(width: width, height: height)
    try check(width, height)
    var pixels = try pixels(of: bytes, &picture)
    if picture.channels == 4 { fourthChannel.fold(&pixels) }
    return Image(width: width, height: height, pixels: pixels)
  }

  private var fourthChannel: FourthChannel { self == .jpeg ? .black : .alpha }

  private func header(of bytes: [UInt8]) throws(ImageError.Problem) -> ic_picture {
    var picture = ic_picture()
    let isRead =
      switch self {
      case .png: unsafe ic_png_header(bytes, bytes.count, &picture)
      case .jpeg: unsafe ic_jpeg_header(bytes, bytes.count, &picture)
      case .webp: unsafe ic_webp_header(bytes, bytes.count, &picture)
      }
    guard isRead else { throw problem(picture) }
    return picture
  }

  /// `height × width × channels` bytes, of which none is touched before it is decoded.
  private func pixels(
    of bytes: [UInt8], _ picture: inout ic_picture
  ) throws(ImageError.Problem) -> [UInt8] {
    let count = Int(picture.width) * Int(picture.height) * Int(picture.channels)
    var isRead = false
    let pixels = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      guard let pixels = buffer.baseAddress else { return }
      isRead =
        switch self {
        case .png: unsafe ic_png_pixels(bytes, bytes.count, &picture, pixels)
        case .jpeg: unsafe ic_jpeg_pixels(bytes, bytes.count, &picture, pixels)
        case .webp: unsafe ic_webp_pixels(bytes, bytes.count, &picture, pixels)
        }
      initialized = isRead ? count : 0
    }
    guard isRead else { throw problem(picture) }
    return pixels
  }

  private func problem(_ picture: ic_picture) -> ImageError.Problem {
    if picture.truncated { return .truncated(format: rawValue) }
    let reason = unsafe withUnsafePointer(to: picture) { unsafe String(cString: ic_message($0)) }
    return .damaged(format: rawValue, reason: reason)
  }
}
