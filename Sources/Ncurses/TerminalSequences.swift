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
    let hasMouse = Terminfo.bytes("kmous") != nil
    let mouseOn = hasMouse && usesMouse ? Array("\u{1B}[?1000h\u{1B}[?1006h".utf8) : []
    let mouseOff = hasMouse ? Array("\u{1B}[?1006l\u{1B}[?1000l".utf8) : []
    func sequence(_ name: String) -> [UInt8] { Terminfo.bytes(name) ?? [] }

    takeScreen = sequence("smcup") + sequence("smkx")
    takeInput = sequence("BD") + mouseOn
    leave =
      mouseOff + sequence("cnorm") + sequence("sgr0") + sequence("op") + sequence("rmkx")
      + (Terminfo.bytes("rmcup") ?? sequence("clear"))
  }

  /// All that takes the terminal over once more, after it was given back.
  var enter: [UInt8] { takeScreen + takeInput }
}
