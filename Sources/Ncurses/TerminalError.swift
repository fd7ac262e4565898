internal import Screens

/// Why there is no terminal to work on.
public enum TerminalError: Error, Hashable, CustomStringConvertible {
  /// Neither a standard stream nor the controlling terminal can be used.
  case noTerminal
  /// `TERM` is not set.
  case noType
  /// `TERM` names a terminal that the system does not know.
  case unknownType(String)
  /// `TERM` names a terminal that cannot place its cursor.
  case noCursorAddressing(String)
  /// The system refused something that a terminal needs.
  case system(call: String, reason: String)
  /// The terminal has gone away.
  case lost

  public var description: String {
    switch self {
    case .noTerminal:
      "there is no terminal: neither standard input and output nor /dev/tty is one"
    case .noType:
      "TERM is not set; it should name the terminal's type, for instance xterm-256color"
    case .unknownType(let name):
      "TERM is \(name.escapingControls), which this system's terminfo does not know; "
        + "try xterm-256color"
    case .noCursorAddressing(let name):
      "TERM is \(name.escapingControls), a terminal that cannot place its cursor"
    case .system(let call, let reason): "\(call) failed: \(reason)"
    case .lost: "the terminal has gone away"
    }
  }
}
