extension Figure {
  /// The figure as an SVG document: vector graphics whose text is text.
  public var svg: String {
    let layout = FigureLayout(self)
    var canvas = SVGCanvas()
    layout.draw(on: &canvas)
    return canvas.document(
      size: layout.size, width: width ?? layout.size.width, title: title,
      description: provenance)
  }

  /// The figure as the bytes of a PNG file.
  ///
  /// - Parameter scale: Pixels to a point: 2 suits screens, 300 / 72 a printed page.
  /// - Returns: The bytes.
  /// - Throws: ``FigureError`` where there are no fonts, or too many pixels.
  public func png(scale: Double = 2) throws(FigureError) -> [UInt8] {
    let layout = FigureLayout(self)
    let stretch = layout.size.width > 0 ? (width ?? layout.size.width) / layout.size.width : 1
    var canvas = try CairoCanvas(size: layout.size, scale: scale * stretch)
    layout.draw(on: &canvas)
    return try canvas.png()
  }
}
