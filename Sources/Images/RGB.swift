/// A colour as pictures store it: three bytes on the sRGB curve.
public struct RGB: Hashable, Sendable {
  public var red: UInt8
  public var green: UInt8
  public var blue: UInt8

  public init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }
}

extension Image {
  /// The colour of one pixel.
  ///
  /// - Precondition: The place is in the picture.
  public subscript(row: Int, column: Int) -> RGB {
    precondition(
      row >= 0 && row < height && column >= 0 && column < width,
      "(\(row), \(column)) is not in \(width)×\(height)")
    let start = (row * width + column) * 3
    return RGB(red: pixels[start], green: pixels[start + 1], blue: pixels[start + 2])
  }
}
