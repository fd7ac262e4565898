public import Screens

/// What a person wants of the terminal; the rest is found out.
public struct TerminalOptions: Hashable, Sendable {
  /// Whether to use colours.
  public enum ColorChoice: String, Hashable, Sendable, CaseIterable {
    /// As many as the terminal has, none where `NO_COLOR` is set and not empty.
    case auto
    /// As many as the terminal has, whatever `NO_COLOR` says.
    case always
    case never
  }

  /// Which characters to draw.
  public enum CharsetChoice: String, Hashable, Sendable, CaseIterable {
    /// UTF-8 where the locale's encoding is and the terminal is no `linux` or `vt*`, else ASCII.
    case auto
    case ascii
    case utf8
    case braille
  }

  public var colors: ColorChoice
  public var charset: CharsetChoice
  /// Dark or light, or nothing to ask `COLORFGBG`.
  public var background: TerminalCapabilities.Background?
  /// Whether the mouse is reported, which takes selecting text away from the terminal.
  public var usesMouse: Bool

  public init(
    colors: ColorChoice = .auto, charset: CharsetChoice = .auto,
    background: TerminalCapabilities.Background? = nil, usesMouse: Bool = false
  ) {
    self.colors = colors
    self.charset = charset
    self.background = background
    self.usesMouse = usesMouse
  }
}

extension TerminalOptions {
  /// What is shown on a terminal with so many colours, in a locale and an environment.
  ///
  /// - Parameters:
  ///   - colorCount: How many colours terminfo tells of; 0 or fewer means none.
  ///   - isUTF8: Whether the locale's encoding is UTF-8.
  ///   - environment: The value of an environment variable.
  /// - Returns: What to draw with.
  public func capabilities(
    colorCount: Int, isUTF8: Bool, environment: (String) -> String?
  ) -> TerminalCapabilities {
    TerminalCapabilities(
      colors: isColored(environment) ? .init(count: colorCount) : .none,
      charset: resolvedCharset(isUTF8: isUTF8, terminal: environment("TERM") ?? ""),
      background: background ?? .init(colorFGBG: environment("COLORFGBG")))
  }

  private func isColored(_ environment: (String) -> String?) -> Bool {
    switch colors {
    case .always: true
    case .never: false
    case .auto: (environment("NO_COLOR") ?? "").isEmpty
    }
  }

  private func resolvedCharset(isUTF8: Bool, terminal: String) -> TerminalCapabilities.Charset {
    switch charset {
    case .ascii: .ascii
    case .utf8: .utf8
    case .braille: .braille
    case .auto:
      isUTF8 && terminal != "linux" && !terminal.hasPrefix("linux-") && !terminal.hasPrefix("vt")
        ? .utf8 : .ascii
    }
  }
}
