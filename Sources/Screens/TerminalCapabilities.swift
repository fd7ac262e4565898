/// What a terminal can show, so that what is drawn suits it.
public struct TerminalCapabilities: Hashable, Sendable {
  /// How many colours of the palette there are.
  public enum Colors: Int, Hashable, Sendable, Comparable, CaseIterable {
    case none = 0
    case eight = 8
    case sixteen = 16
    case palette256 = 256

    /// The most that fits a number of colours, as terminfo tells it.
    public init(count: Int) {
      self = Self.allCases.last { $0.rawValue <= count } ?? .none
    }

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  /// Which characters may be drawn.
  public enum Charset: String, Hashable, Sendable, CaseIterable {
    case ascii
    case utf8
    /// All of UTF-8, and plots in braille dots.
    case braille
  }

  /// Whether text is light on dark or dark on light.
  public enum Background: String, Hashable, Sendable, CaseIterable {
    case dark
    case light
    case unknown

    /// What the `COLORFGBG` variable says: `15;0` is light on dark.
    public init(colorFGBG: String?) {
      guard let last = colorFGBG?.split(separator: ";").last, let index = Int(last) else {
        self = .unknown
        return
      }
      self = index == 7 || (9...15).contains(index) ? .light : .dark
    }
  }

  public var colors: Colors
  public var charset: Charset
  public var background: Background

  public init(
    colors: Colors = .palette256, charset: Charset = .utf8, background: Background = .unknown
  ) {
    self.colors = colors
    self.charset = charset
    self.background = background
  }

  /// Whether two tokens fit in one cell, as a half block with two colours.
  public var hasColoredHalfBlocks: Bool { colors == .palette256 && charset != .ascii }
}
