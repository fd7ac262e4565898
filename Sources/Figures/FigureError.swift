/// Why a figure cannot be drawn, as one plain sentence.
public enum FigureError: Error, Hashable, CustomStringConvertible {
  /// The machine has no font for the text.
  case noFonts
  /// The picture would have too many pixels.
  case tooLarge(width: Int, height: Int, limit: Int)
  /// What cairo says.
  case cairo(String)

  public var description: String {
    switch self {
    case .noFonts:
      "a PNG needs a font for its text and this machine has none: install one, such as the package "
        + "fonts-dejavu-core, or write SVG, which needs none"
    case .tooLarge(let width, let height, let limit):
      "a PNG of \(width) by \(height) pixels is too large: expected 1 to \(limit) on each side"
    case .cairo(let reason): "the PNG cannot be drawn: \(reason)"
    }
  }
}
