/// A colour, or the terminal's own.
public enum Color: Hashable, Sendable {
  /// What the terminal shows text in (as a foreground) or on (as a background).
  case terminal
  /// An index into xterm's palette: 16 named colours, a 6×6×6 cube from 16, 24 greys from 232.
  case palette(UInt8)
}

extension Color: CustomStringConvertible {
  /// The index, or `-` for the terminal's own.
  public var description: String {
    switch self {
    case .terminal: "-"
    case .palette(let index): "\(index)"
    }
  }
}
