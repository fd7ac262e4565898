import Screens

/// What text is drawn on, and whether colours are used at all.
enum ThemeChoice: String, CaseIterable {
  /// What `COLORFGBG` says; without it, colours that suit both.
  case auto
  case dark
  case light
  /// No colours: bold, underlined and reversed text, and signs.
  case mono

  /// Nothing where the terminal is asked.
  var background: TerminalCapabilities.Background? {
    switch self {
    case .auto, .mono: nil
    case .dark: .dark
    case .light: .light
    }
  }
}
