internal import Screens

/// What a terminal reports of the mouse.
enum MouseReport {
  /// A report in the SGR form: button, column and row from 1, then `M` for pressed.
  static func key(parameters: [Int], final: UInt8) -> Key? {
    guard parameters.count == 3, final == UInt8(ascii: "M") else { return nil }
    return key(button: parameters[0], column: parameters[1], row: parameters[2])
  }

  /// A report in the form of X10: three bytes, each with 32 added.
  static func key(legacy bytes: ArraySlice<UInt8>) -> Key? {
    let values = bytes.map { Int($0) - 32 }
    return key(button: values[0], column: values[1], row: values[2])
  }

  /// The left button and the wheel; moves and other buttons mean nothing.
  private static func key(button: Int, column: Int, row: Int) -> Key? {
    guard row >= 1, column >= 1 else { return nil }
    let modifiers = 4 | 8 | 16
    let action: MouseAction
    switch button & ~modifiers {
    case 0: action = .press
    case 64: action = .wheelUp
    case 65: action = .wheelDown
    default: return nil
    }
    return .mouse(row: row - 1, column: column - 1, action)
  }
}
