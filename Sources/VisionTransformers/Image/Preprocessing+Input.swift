public import Images
import Tensors

extension Preprocessing {
  /// Makes a model's input of a picture.
  ///
  /// Every number is the one that torchvision's `Resize`, `CenterCrop`, `ToTensor` and `Normalize`
  /// give: value / 255, minus the mean, divided by the standard deviation, in 32-bit floats. A
  /// resized picture that is smaller than the crop gets a black border.
  ///
  /// - Parameters:
  ///   - image: The picture, in any size.
  ///   - size: The model's input.
  ///   - asIs: Whether the picture is only normalised, and has to have that size already.
  /// - Returns: The crop that the model sees, and its numbers.
  /// - Throws: ``PreprocessingError/sizeMismatch(found:expected:)``, and only with `asIs`.
  public func input(
    from image: Image, size: PixelSize, asIs: Bool = false
  ) throws(PreprocessingError) -> ModelInput {
    let picture = asIs ? image : crop(of: image, size: size)
    let found = PixelSize(height: picture.height, width: picture.width)
    guard found == size else { throw .sizeMismatch(found: found, expected: size) }
    return ModelInput(picture: picture, pixels: normalized(picture))
  }

  /// Resizes, and takes the middle.
  private func crop(of image: Image, size: PixelSize) -> Image {
    let resized = resizedSize(of: image, for: size)
    let top = Self.cropStart(of: size.height, in: resized.height)
    let left = Self.cropStart(of: size.width, in: resized.width)
    let rows = (top..<top + size.height).clamped(to: 0..<resized.height)
    let columns = (left..<left + size.width).clamped(to: 0..<resized.width)
    let part = image.resized(
      width: resized.width, height: resized.height, interpolation: interpolation,
      columns: columns, rows: rows)
    return part.onBlack(
      width: size.width, height: size.height, column: columns.lowerBound - left,
      row: rows.lowerBound - top)
  }

  /// The size of the whole picture after resizing, of which the crop is a part.
  func resizedSize(of image: Image, for input: PixelSize) -> PixelSize {
    let target =
      switch resize {
      case .shorterSide(let side): scaled(PixelSize(square: side), to: input)
      case .squash(let size): scaled(size, to: input)
      case .cropFraction(let fraction):
        PixelSize(
          height: Int(Double(input.height) / fraction), width: Int(Double(input.width) / fraction))
      }
    if case .squash = resize { return target }
    let (width, height) = (image.width, image.height)
    if width * target.height < height * target.width {
      return PixelSize(height: target.width * height / width, width: target.width)
    }
    return PixelSize(height: target.height, width: target.height * width / height)
  }

  /// A size for the reference input, for another input.
  private func scaled(_ size: PixelSize, to input: PixelSize) -> PixelSize {
    PixelSize(
      height: max(size.height * input.height / reference.height, 1),
      width: max(size.width * input.width / reference.width, 1))
  }

  /// Where a crop begins: half of what is left over, rounded to the nearest, halves to the even
  /// number; negative where the border goes that is missing.
  private static func cropStart(of crop: Int, in extent: Int) -> Int {
    let rest = extent - crop
    guard rest >= 0 else { return -(-rest / 2) }
    let half = rest / 2
    return rest.isMultiple(of: 2) || half.isMultiple(of: 2) ? half : half + 1
  }

  private func normalized(_ picture: Image) -> Matrix {
    let values = (0..<3).map { channel in
      (0...255).map { (Float($0) / 255 - mean[channel]) / standardDeviation[channel] }
    }
    let pixels = Matrix(rows: picture.width * picture.height, columns: 3, stride: 3)
    for pixel in 0..<pixels.rows {
      for channel in 0..<3 {
        pixels[pixel, channel] = values[channel][Int(picture.pixels[pixel * 3 + channel])]
      }
    }
    return pixels
  }
}
