public import Images
public import Tensors

/// What a model is given: the picture that it sees, and the same as numbers.
public struct ModelInput: Sendable {
  /// The crop that the model sees.
  public var picture: Image
  /// The crop normalised: `[height × width, 3]`, pixels row by row, red, green, blue.
  public var pixels: Matrix

  public init(picture: Image, pixels: Matrix) {
    self.picture = picture
    self.pixels = pixels
  }

  public var size: PixelSize { PixelSize(height: picture.height, width: picture.width) }
}
