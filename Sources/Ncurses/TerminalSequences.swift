/// What is sent to take the terminal over and to give it back.
struct TerminalSequences {
  /// The alternate screen, and keys that send what terminfo says; curses sends these itself.
  let takeScreen: [UInt8]
  /// Pasted text that is not marked, and the mouse.
  let takeInput: [UInt8]
  /// All of that undone; a terminal without an alternate screen is cleared.
  let leave: [UInt8]

  /// Puts the sequences of the loaded terminal together.
  init(usesMouse: Bool) {
    func sequence(_ name: String) -> [UInt8] { Terminfo.bytes(name) ?? [] }

    takeScreen = sequence("smcup") + sequence("smkx")
    takeInput = sequence("BD") + (usesMouse ? Self.mouse(true) : [])
    leave =
      Self.mouse(false) + sequence("cnorm") + sequence("sgr0") + sequence("op") + sequence("rmkx")
      + (Terminfo.bytes("rmcup") ?? sequence("clear"))
  }

  /// What makes the loaded terminal report the mouse, or no longer; nothing where it knows none.
  static func mouse(_ isUsed: Bool) -> [UInt8] {
    guard Terminfo.bytes("kmous") != nil else { return [] }
    return Array((isUsed ? "\u{1B}[?1000h\u{1B}[?1006h" : "\u{1B}[?1006l\u{1B}[?1000l").utf8)
  }

  /// All that takes the terminal over once more, after it was given back.
  var enter: [UInt8] { takeScreen + takeInput }
}
