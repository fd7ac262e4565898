public import Screens

/// A drawn screen, its cells as vector graphics, so that any page can be printed.
///
/// Text stays text; blocks, lines and braille dots are shapes, without the gaps that fonts leave.
public struct CellsPanel: Sendable {
  public var title: String
  public var screen: Screen
  /// What the terminal's own background is: paper, unless it is dark.
  public var isDark: Bool

  public init(title: String = "", _ screen: Screen, isDark: Bool = false) {
    self.title = title
    self.screen = screen
    self.isDark = isDark
  }
}
