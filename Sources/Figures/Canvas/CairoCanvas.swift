internal import CCairo
import Images

/// A figure as pixels, drawn by cairo.
struct CairoCanvas: FigureCanvas {
  private let surface: CairoSurface
  /// Pixels to a point.
  private let scale: Double
  private var context: OpaquePointer { unsafe surface.context }

  /// A white canvas.
  ///
  /// - Parameters:
  ///   - size: In points.
  ///   - scale: Pixels to a point.
  /// - Throws: ``FigureError/noFonts``, or ``FigureError/tooLarge(width:height:limit:)``.
  init(size: FigureSize, scale: Double) throws(FigureError) {
    func pixels(_ points: Double) -> Int { Int(min(max((points * scale).rounded(), 0), 1e9)) }
    surface = try CairoSurface(width: pixels(size.width), height: pixels(size.height))
    self.scale = scale
    unsafe cairo_scale(context, scale, scale)
    unsafe cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
    try requireFonts()
  }

  /// - Throws: ``FigureError``.
  func png() throws(FigureError) -> [UInt8] { try surface.png() }

  /// Without fonts, cairo draws letters of its own that nobody wants in a paper.
  private func requireFonts() throws(FigureError) {
    for isMonospaced in [false, true] {
      select(FigureText("", isMonospaced: isMonospaced))
      let font = unsafe cairo_get_scaled_font(context)
      guard unsafe cairo_scaled_font_status(font) == CAIRO_STATUS_SUCCESS,
        unsafe cairo_scaled_font_get_type(font) != CAIRO_FONT_TYPE_USER
      else { throw .noFonts }
    }
  }
}

// MARK: - Shapes

extension CairoCanvas {
  mutating func fill(_ rect: FigureRect, _ color: RGB, opacity: Double) {
    let (left, top) = (snapped(rect.x), snapped(rect.y))
    let (right, bottom) = (snapped(rect.right), snapped(rect.bottom))
    unsafe cairo_rectangle(context, left, top, right - left, bottom - top)
    use(color, opacity: opacity)
    unsafe cairo_fill(context)
  }

  mutating func fill(polygon points: [FigurePoint], _ color: RGB) {
    trace(points)
    use(color)
    unsafe cairo_fill(context)
  }

  mutating func stroke(_ rect: FigureRect, _ pen: Pen) {
    unsafe cairo_rectangle(context, rect.x, rect.y, rect.width, rect.height)
    stroke(with: pen)
  }

  mutating func stroke(_ points: [FigurePoint], _ pen: Pen) {
    trace(points)
    stroke(with: pen)
  }

  mutating func circle(_ center: FigurePoint, radius: Double, fill: RGB?, pen: Pen?) {
    unsafe cairo_new_path(context)
    unsafe cairo_arc(context, center.x, center.y, radius, 0, 2 * Double.pi)
    if let fill {
      use(fill)
      unsafe cairo_fill_preserve(context)
    }
    if let pen { stroke(with: pen) } else { unsafe cairo_new_path(context) }
  }

  mutating func draw(_ image: Image, in rect: FigureRect) {
    guard image.width > 0, image.height > 0, let pixels = try? CairoSurface(image) else { return }
    unsafe cairo_save(context)
    unsafe cairo_translate(context, rect.x, rect.y)
    unsafe cairo_scale(
      context, rect.width / Double(image.width), rect.height / Double(image.height))
    unsafe cairo_rectangle(context, 0, 0, Double(image.width), Double(image.height))
    unsafe pixels.becomeSource(of: context, x: 0, y: 0)
    unsafe cairo_pattern_set_extend(cairo_get_source(context), CAIRO_EXTEND_PAD)
    unsafe cairo_fill(context)
    unsafe cairo_restore(context)
  }

  /// The nearest edge of a pixel; halves go down, and what misses a half by rounding goes with them,
  /// so that areas that touch have one edge.
  private func snapped(_ points: Double) -> Double {
    (points * scale - 0.5 - 1e-6).rounded(.up) / scale
  }

  private func use(_ color: RGB, opacity: Double = 1) {
    unsafe cairo_set_source_rgba(
      context, Double(color.red) / 255, Double(color.green) / 255, Double(color.blue) / 255,
      opacity)
  }

  private func trace(_ points: [FigurePoint]) {
    unsafe cairo_new_path(context)
    for point in points { unsafe cairo_line_to(context, point.x, point.y) }
  }

  private func stroke(with pen: Pen) {
    use(pen.color)
    unsafe cairo_set_line_width(context, pen.width)
    unsafe cairo_set_dash(context, pen.dashes, Int32(pen.dashes.count), 0)
    unsafe cairo_stroke(context)
  }
}

// MARK: - Text

extension CairoCanvas {
  mutating func write(_ text: FigureText, at point: FigurePoint) {
    guard !text.text.isEmpty else { return }
    select(text)
    let drawn = drawable(text.text)
    var extents = cairo_text_extents_t()
    unsafe cairo_text_extents(context, drawn, &extents)
    let part: Double =
      switch text.anchor {
      case .start: 0
      case .middle: 0.5
      case .end: 1
      }
    unsafe cairo_save(context)
    unsafe cairo_translate(context, point.x, point.y)
    if text.isVertical { unsafe cairo_rotate(context, -Double.pi / 2) }
    unsafe cairo_move_to(context, -part * extents.x_advance, 0)
    use(text.color)
    unsafe cairo_show_text(context, drawn)
    unsafe cairo_restore(context)
  }

  private func select(_ text: FigureText) {
    unsafe cairo_select_font_face(
      context, text.isMonospaced ? "monospace" : "sans-serif", CAIRO_FONT_SLANT_NORMAL,
      text.isBold ? CAIRO_FONT_WEIGHT_BOLD : CAIRO_FONT_WEIGHT_NORMAL)
    unsafe cairo_set_font_size(context, text.size)
  }

  /// The text with `?` for what the font has no glyph for, which would be a box.
  private func drawable(_ text: String) -> String {
    let font = unsafe cairo_get_scaled_font(context)
    return text.unicodeScalars.reduce(into: "") { drawn, scalar in
      let isKnown = unsafe Self.hasGlyph(scalar, in: font)
      drawn.unicodeScalars.append(scalar.isASCII || isKnown ? scalar : "?")
    }
  }

  private static func hasGlyph(_ scalar: Unicode.Scalar, in font: OpaquePointer?) -> Bool {
    var glyphs: UnsafeMutablePointer<cairo_glyph_t>?
    var count: Int32 = 0
    let status = unsafe cairo_scaled_font_text_to_glyphs(
      font, 0, 0, String(scalar), -1, &glyphs, &count, nil, nil, nil)
    defer { unsafe cairo_glyph_free(glyphs) }
    guard status == CAIRO_STATUS_SUCCESS, count > 0, let first = unsafe glyphs?[0] else {
      return false
    }
    return first.index != 0
  }
}
