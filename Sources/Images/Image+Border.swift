extension Image {
  /// The picture at a place on a black one.
  ///
  /// - Precondition: It fits there.
  public func onBlack(width: Int, height: Int, column: Int, row: Int) -> Image {
    precondition(
      column >= 0 && row >= 0 && column + self.width <= width && row + self.height <= height,
      "\(self.width)×\(self.height) at (\(row), \(column)) does not fit in \(width)×\(height)")
    if width == self.width, height == self.height { return self }
    var canvas = [UInt8](repeating: 0, count: width * height * 3)
    for source in 0..<self.height {
      let start = ((row + source) * width + column) * 3
      let line = source * self.width * 3..<(source + 1) * self.width * 3
      canvas.replaceSubrange(start..<start + line.count, with: pixels[line])
    }
    return Image(width: width, height: height, pixels: canvas)
  }
}
