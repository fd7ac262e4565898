/// How a character is shown: two colours and four attributes.
///
/// Colour and bold may be missing on a terminal, so never let one of them alone say something.
public struct Style: Hashable, Sendable {
  public var foreground: Color
  public var background: Color
  public var isBold: Bool
  public var isDim: Bool
  public var isUnderlined: Bool
  public var isReversed: Bool

  public init(
    foreground: Color = .terminal, background: Color = .terminal, isBold: Bool = false,
    isDim: Bool = false, isUnderlined: Bool = false, isReversed: Bool = false
  ) {
    self.foreground = foreground
    self.background = background
    self.isBold = isBold
    self.isDim = isDim
    self.isUnderlined = isUnderlined
    self.isReversed = isReversed
  }

  /// The terminal's own colours, without attributes.
  public static let plain = Style()
  public static let bold = Style(isBold: true)
  public static let dim = Style(isDim: true)
  public static let underlined = Style(isUnderlined: true)
  public static let reversed = Style(isReversed: true)
}

extension Style: CustomStringConvertible {
  /// Foreground, background and attributes: `227 on 53 bold`, `- on - reversed`.
  public var description: String {
    var words = ["\(foreground) on \(background)"]
    if isBold { words.append("bold") }
    if isDim { words.append("dim") }
    if isUnderlined { words.append("underlined") }
    if isReversed { words.append("reversed") }
    return words.joined(separator: " ")
  }
}
