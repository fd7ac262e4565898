public import Images

/// How a picture becomes the input of a model.
public struct Preprocessing: Hashable, Sendable {
  /// How the picture is brought to size before the crop.
  public enum Resize: Hashable, Sendable {
    /// The shorter side to this many pixels, the other in proportion, rounded down.
    case shorterSide(Int)
    /// Both sides to these many pixels, whatever the proportions were.
    case squash(PixelSize)
  }

  public var resize: Resize
  public var interpolation: Interpolation
  public var mean: [Float]
  public var standardDeviation: [Float]

  /// The channel statistics of ImageNet, in the order red, green, blue.
  public static let imageNetMean: [Float] = [0.485, 0.456, 0.406]
  public static let imageNetStandardDeviation: [Float] = [0.229, 0.224, 0.225]

  public init(
    resize: Resize, interpolation: Interpolation = .bicubic,
    mean: [Float] = Self.imageNetMean,
    standardDeviation: [Float] = Self.imageNetStandardDeviation
  ) {
    self.resize = resize
    self.interpolation = interpolation
    self.mean = mean
    self.standardDeviation = standardDeviation
  }
}
