/// Why a picture cannot be the input of a model.
public enum PreprocessingError: Error, Equatable, CustomStringConvertible {
  /// The picture is to be taken as it is, and has another size than the model's input.
  case sizeMismatch(found: PixelSize, expected: PixelSize)

  public var description: String {
    switch self {
    case .sizeMismatch(let found, let expected):
      "the picture is \(found.width) pixels wide and \(found.height) high, "
        + "and to be taken as it is it has to be \(expected.width) wide and \(expected.height) high"
    }
  }
}
