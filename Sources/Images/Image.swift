/// A picture: rows of pixels, three bytes each, red, green, blue.
public struct Image: Hashable, Sendable {
  public let width: Int
  public let height: Int
  /// `height × width × 3` bytes.
  public var pixels: [UInt8]

  /// - Precondition: `pixels` has `width × height × 3` bytes.
  public init(width: Int, height: Int, pixels: [UInt8]) {
    precondition(
      pixels.count == width * height * 3, "\(pixels.count) bytes do not fill \(width)×\(height)")
    self.width = width
    self.height = height
    self.pixels = pixels
  }
}
