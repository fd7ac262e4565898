internal import CCairo
import Images

/// Pixels that cairo draws on, given back with this value.
@safe final class CairoSurface {
  let context: OpaquePointer
  private let surface: OpaquePointer

  /// The largest side in pixels.
  private static let largestSide = 16_384

  /// White pixels.
  ///
  /// - Throws: ``FigureError/tooLarge(width:height:limit:)``.
  init(width: Int, height: Int) throws(FigureError) {
    guard (1...Self.largestSide).contains(width), (1...Self.largestSide).contains(height) else {
      throw .tooLarge(width: width, height: height, limit: Self.largestSide)
    }
    let surface = unsafe cairo_image_surface_create(
      CAIRO_FORMAT_RGB24, Int32(width), Int32(height))
    guard let surface = unsafe surface, let context = unsafe cairo_create(surface) else {
      throw .cairo("no memory")
    }
    unsafe self.surface = surface
    unsafe self.context = context
    unsafe cairo_set_source_rgb(context, 1, 1, 1)
    unsafe cairo_paint(context)
  }

  /// A picture.
  convenience init(_ image: Image) throws(FigureError) {
    try self.init(width: image.width, height: image.height)
    unsafe cairo_surface_flush(surface)
    let stride = Int(unsafe cairo_image_surface_get_stride(surface))
    guard let data = unsafe cairo_image_surface_get_data(surface) else {
      throw .cairo("no memory")
    }
    for row in 0..<image.height {
      for column in 0..<image.width {
        let source = (row * image.width + column) * 3
        let pixel =
          UInt32(image.pixels[source]) << 16 | UInt32(image.pixels[source + 1]) << 8
          | UInt32(image.pixels[source + 2])
        unsafe UnsafeMutableRawPointer(data).storeBytes(
          of: pixel, toByteOffset: row * stride + column * 4, as: UInt32.self)
      }
    }
    unsafe cairo_surface_mark_dirty(surface)
  }

  deinit {
    unsafe cairo_destroy(context)
    unsafe cairo_surface_destroy(surface)
  }

  /// Makes the surface what another draws with, stretched by factors.
  func becomeSource(of other: OpaquePointer, x: Double, y: Double) {
    unsafe cairo_set_source_surface(other, surface, x, y)
  }

  /// The pixels as a PNG file.
  ///
  /// - Throws: ``FigureError/cairo(_:)``.
  func png() throws(FigureError) -> [UInt8] {
    var bytes: [UInt8] = []
    unsafe cairo_surface_flush(surface)
    let status = unsafe withUnsafeMutablePointer(to: &bytes) { bytes in
      unsafe cairo_surface_write_to_png_stream(
        surface,
        { closure, data, count in
          guard let bytes = unsafe closure?.assumingMemoryBound(to: [UInt8].self) else {
            return CAIRO_STATUS_WRITE_ERROR
          }
          unsafe bytes.pointee.append(
            contentsOf: UnsafeBufferPointer(start: data, count: Int(count)))
          return CAIRO_STATUS_SUCCESS
        }, bytes)
    }
    try Self.check(status)
    try unsafe Self.check(cairo_status(context))
    return bytes
  }

  static func check(_ status: cairo_status_t) throws(FigureError) {
    guard status != CAIRO_STATUS_SUCCESS else { return }
    throw .cairo(unsafe cairo_status_to_string(status).map { unsafe String(cString: $0) } ?? "")
  }
}

/// Pictures as PNG files.
enum PNGEncoder {
  static func encode(_ image: Image) throws(FigureError) -> [UInt8] {
    try CairoSurface(image).png()
  }
}
