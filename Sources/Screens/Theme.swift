/// Styles by what they say, for what a terminal can show.
///
/// Text stands in the terminal's own colours wherever it can. A role that matters differs from plain
/// text in more than its colour: who uses it adds a sign, a digit or a place of its own.
public struct Theme: Hashable, Sendable {
  /// Names, and what is to be read first.
  public let title: Style
  /// Captions, rulers, and what may be overlooked.
  public let faint: Style
  /// Keys in hints, numbers that change.
  public let accent: Style
  /// What somebody must know before they believe a number.
  public let warning: Style
  /// Lines around and between panels.
  public let line: Style
  /// The entry that a list is at, the mechanism in use.
  public let selected: Style
  /// A token of the region, where tokens are characters.
  public let region: Style
  /// A token outside of the region, where tokens are characters.
  public let outside: Style
  /// The token under the cursor, where tokens are characters.
  public let cursor: Style
  /// The parts of a stacked bar, in order.
  public let parts: [Style]
  /// Colours of quantities, from low to high.
  public let ramp: ColorRamp

  public init(_ capabilities: TerminalCapabilities, ramp: ColorRamp = .viridis) {
    self.ramp = ramp
    let isLight = capabilities.background == .light
    let isDark = capabilities.background == .dark
    func ink(_ dark: UInt8, light: UInt8, either: UInt8, isBold: Bool = false) -> Style {
      Style(
        foreground: .palette(isLight ? light : isDark ? dark : either), isBold: isBold)
    }
    title = .bold
    selected = .reversed
    switch capabilities.colors {
    case .palette256:
      faint = ink(245, light: 242, either: 244)
      accent = ink(80, light: 30, either: 37)
      warning = ink(215, light: 130, either: 172)
      line = ink(240, light: 249, either: 243)
      region = ink(222, light: 94, either: 136, isBold: true)
      outside = faint
      cursor = Style(foreground: .palette(16), background: .palette(Self.cursorColor), isBold: true)
      parts = [74, 214, 36, 166, 245, 175].map { Style(foreground: .palette($0)) }
    case .eight, .sixteen:
      faint = .dim
      accent = Style(foreground: .palette(isLight ? 4 : 6))
      warning = Style(foreground: .palette(isLight ? 5 : 3))
      line = .dim
      region = Style(foreground: .palette(isLight ? 4 : 3), isBold: true)
      outside = .plain
      cursor = .reversed
      parts = [6, 3, 2, 5, 7, 1].map { Style(foreground: .palette($0)) }
    case .none:
      faint = .plain
      accent = .bold
      warning = .bold
      line = .plain
      region = .bold
      outside = .plain
      cursor = .reversed
      parts = Array(repeating: .plain, count: 6)
    }
  }

  /// The colour of the token under the cursor on a coloured map: one that neither pictures nor the
  /// ramps have much of.
  public static let cursorColor: UInt8 = 201
}
