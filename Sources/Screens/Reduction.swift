extension Screen {
  /// The screen as a terminal that can do less shows it: fewer colours, or ASCII only.
  public func reduced(to capabilities: TerminalCapabilities) -> Screen {
    var screen = self
    screen.restyle(bounds) { $0 = $0.reduced(to: capabilities) }
    return screen
  }
}

extension Cell {
  /// The cell as a terminal that can do less shows it.
  ///
  /// Colours become the nearest that the terminal has. Characters beyond ASCII become the sign that
  /// looks most like them, or `?`.
  public func reduced(to capabilities: TerminalCapabilities) -> Cell {
    var cell = self
    if capabilities.charset == .ascii && scalar.value >= 0x7F {
      cell.character = ASCIILikeness.of[scalar] ?? "?"
    }
    cell.style.foreground = style.foreground.reduced(to: capabilities.colors)
    cell.style.background = style.background.reduced(to: capabilities.colors)
    return cell
  }
}

extension Color {
  /// The nearest colour among fewer, or the terminal's own where there are none.
  public func reduced(to colors: TerminalCapabilities.Colors) -> Color {
    guard case .palette(let index) = self else { return self }
    switch colors {
    case .none: return .terminal
    case .palette256: return self
    case .eight: return .palette(Palette.nearestOf8[Int(index)])
    case .sixteen: return .palette(Palette.nearestOf16[Int(index)])
    }
  }
}
