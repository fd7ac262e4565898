internal import Screens

/// What the special keys of a terminal send.
enum KeySequences {
  /// The keys that terminfo has a name for.
  private static let names: [(name: String, key: Key)] =
    [
      ("kcuu1", .up), ("kcud1", .down), ("kcub1", .left), ("kcuf1", .right), ("khome", .home),
      ("kend", .end), ("kpp", .pageUp), ("knp", .pageDown), ("kdch1", .delete), ("kich1", .insert),
      ("kcbt", .backTab), ("kent", .enter),
    ] + (1...63).map { ("kf\($0)", .function($0)) }

  /// The sequences of the loaded terminal.
  ///
  /// Those that do not begin with escape are plain control characters, and mean those.
  static func ofTerminal() -> [[UInt8]: Key] {
    var sequences: [[UInt8]: Key] = [:]
    for (name, key) in names {
      guard let bytes = Terminfo.bytes(name), bytes.count > 1, bytes[0] == 0x1B else { continue }
      sequences[bytes] = sequences[bytes] ?? key
    }
    return sequences
  }

  /// The key of `ESC O x` and of `ESC [ x`, whatever modifiers go with it.
  static func key(letter: UInt8) -> Key? {
    switch letter {
    case UInt8(ascii: "A"): .up
    case UInt8(ascii: "B"): .down
    case UInt8(ascii: "C"): .right
    case UInt8(ascii: "D"): .left
    case UInt8(ascii: "F"): .end
    case UInt8(ascii: "H"): .home
    case UInt8(ascii: "M"): .enter
    case UInt8(ascii: "P")...UInt8(ascii: "S"): .function(Int(letter - UInt8(ascii: "P")) + 1)
    case UInt8(ascii: "Z"): .backTab
    default: nil
    }
  }

  /// The key of `ESC [ n ~`.
  static func key(number: Int) -> Key? {
    switch number {
    case 1, 7: .home
    case 2: .insert
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    case 11...15: .function(number - 10)
    case 17...21: .function(number - 11)
    case 23, 24: .function(number - 12)
    default: nil
    }
  }
}
