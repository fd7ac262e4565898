public import Images

/// How a picture becomes the input of a model: resized, cropped to the middle, normalised.
///
/// Sizes to resize to are those for the ``reference`` input, 224 pixels as papers have it unless told;
/// for another input they change in proportion.
public struct Preprocessing: Hashable, Sendable {
  /// How the picture is brought to size before the crop.
  public enum Resize: Hashable, Sendable {
    /// The shorter side to this many pixels for the reference input, the other side in proportion,
    /// rounded down.
    case shorterSide(Int)
    /// The shorter side to ⌊input / fraction⌋ pixels, the other side in proportion, rounded down: as
    /// timm has it (`crop_pct`).
    case cropFraction(Double)
    /// Both sides to these many pixels for the reference input, whatever the proportions were.
    case squash(PixelSize)
  }

  public var resize: Resize
  /// The input that the sizes of ``resize-swift.property`` are for.
  public var reference: PixelSize
  public var interpolation: Interpolation
  /// Of each channel, red, green, blue, where a channel goes from 0 to 1.
  public var mean: [Float]
  public var standardDeviation: [Float]

  /// The channel statistics of ImageNet, in the order red, green, blue.
  public static let imageNetMean: [Float] = [0.485, 0.456, 0.406]
  public static let imageNetStandardDeviation: [Float] = [0.229, 0.224, 0.225]

  /// - Precondition: `mean` and `standardDeviation` have three elements.
  public init(
    resize: Resize, for reference: PixelSize = PixelSize(square: 224),
    interpolation: Interpolation = .bicubic,
    mean: [Float] = Self.imageNetMean,
    standardDeviation: [Float] = Self.imageNetStandardDeviation
  ) {
    precondition(
      mean.count == 3 && standardDeviation.count == 3,
      "\(mean.count) means and \(standardDeviation.count) deviations, for 3 channels")
    self.resize = resize
    self.reference = reference
    self.interpolation = interpolation
    self.mean = mean
    self.standardDeviation = standardDeviation
  }
}
