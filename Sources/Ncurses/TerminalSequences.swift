/// What is sent to take the terminal over and to give it back.
struct TerminalSequences {
  /// The alternate screen, keys that send what terminfo says, and the mouse.
  let enter: [UInt8]
  /// All of that undone; a terminal without an alternate screen is cleared.
  let leave: [UInt8]

  /// Puts the sequences of the loaded terminal together.
  init(usesMouse: Bool) {
    let hasMouse = Terminfo.bytes("kmous") != nil
    let mouseOn = hasMouse && usesMouse ? Array("\u{1B}[?1000h\u{1B}[?1006h".utf8) : []
    let mouseOff = hasMouse ? Array("\u{1B}[?1006l\u{1B}[?1000l".utf8) : []
    func sequence(_ name: String) -> [UInt8] { Terminfo.bytes(name) ?? [] }

    let pasteUnmarked = sequence("BD")
    enter = sequence("smcup") + sequence("smkx") + pasteUnmarked + mouseOn
    leave =
      mouseOff + sequence("cnorm") + sequence("sgr0") + sequence("op") + sequence("rmkx")
      + (Terminfo.bytes("rmcup") ?? sequence("clear"))
  }
}
