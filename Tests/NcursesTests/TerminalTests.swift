import Foundation
import TestSupport
import Testing

/// What a real terminal shows, and what its keys are.
@Suite(.serialized) struct TerminalTests {
  @Test func keysArriveByTheirNames() async throws {
    let session = try ProbeSession(columns: 120)
    _ = try await session.start()
    try session.tmux.press("Up", "Down", "Left", "Right", "F1", "Home", "End", "PgUp", "PgDn")
    try await session.tmux.waitFor(
      "<Up><Down><Left><Right><F1><Home><End><PageUp><PageDown>")
    try session.tmux.press(
      "BTab", "Tab", "Enter", "BSpace", "DC", "Space", "C-c", "C-s", "é", "Escape")
    try await session.tmux.waitFor(
      "<S-Tab><Tab><Enter><Backspace><Delete><Space><C-c><C-s>é<Esc>")
    try session.tmux.press("q")
    #expect(try await session.end().text.contains("status 0"))
  }

  @Test(arguments: ["xterm", "vt100", "linux", "screen", "tmux-256color"])
  func arrowsAndHomeWorkOnEveryTerminal(terminal: String) async throws {
    let session = try ProbeSession(terminal: terminal)
    _ = try await session.start()
    try session.tmux.press("Up", "Home", "F1", "PgDn", "Escape")
    try await session.tmux.waitFor("<Up><Home><F1><PageDown><Esc>")
    try await session.tmux.waitFor("last")
    try session.tmux.press("q")
    let after = try await session.end()
    #expect(after.text.contains("status 0, modes kept"), "\(after.text)")
    #expect(!after.text.contains("<Up>"), "the probe's screen is left behind: \(after.text)")
    #expect(after.isClean, "\(after.facts)")
  }

  @Test func reportsThatNobodyAskedForDoNothing() async throws {
    let session = try ProbeSession()
    _ = try await session.start()
    for report in ["[I", "[200~", "[27;5;9~", "[?62;4c", "]11;rgb:0/0/0\u{7}", "[99;5u"] {
      try session.tmux.send([0x1B] + Array(report.utf8))
    }
    try session.tmux.press("j")
    let shown = try await session.tmux.waitFor("keys j")
    #expect(!shown.contains("<Esc>"))
  }

  @Test(arguments: [
    ("xterm-256color", "C.UTF-8", "colors 256 utf8", "─≡"),
    ("xterm", "C.UTF-8", "colors 8 utf8", "─≡"),
    ("xterm-256color", "C", "colors 256 ascii", "-="),
    ("xterm-256color", "xx_YY.UTF-8", "colors 256 ascii", "-="),
    ("linux", "C.UTF-8", "colors 8 ascii", "-="),
    ("vt100", "C.UTF-8", "colors 0 ascii", "-="),
  ])
  func colorsAndCharactersFollowTheTerminal(
    terminal: String, locale: String, capabilities: String, characters: String
  ) async throws {
    let session = try ProbeSession(terminal: terminal, environment: ["LC_ALL": locale])
    let shown = try await session.tmux.waitFor("last")
    #expect(shown.contains(capabilities), "\(shown)")
    #expect(shown.contains(characters + "\\u{1B}[2J"), "\(shown)")
    let colored = try session.tmux.coloredText()
    #expect(colored.contains("\u{1B}[38;5;") == (terminal == "xterm-256color"))
    #expect(colored.contains("\u{1B}[3") == (terminal != "vt100"))
  }

  @Test func noColorIsHonouredUnlessAskedOtherwise() async throws {
    let plain = try ProbeSession(environment: ["NO_COLOR": "1"])
    #expect(try await plain.tmux.waitFor("last").contains("colors 0"))
    #expect(!(try plain.tmux.coloredText().contains("\u{1B}[3")))
    let colored = try ProbeSession("always", environment: ["NO_COLOR": "1"])
    #expect(try await colored.tmux.waitFor("last").contains("colors 256"))
  }

  @Test func utf8CanBeAskedForInAPlainLocale() async throws {
    let session = try ProbeSession("utf8", environment: ["LC_ALL": "C"])
    #expect(try await session.tmux.waitFor("last").contains("─≡"))
  }

  @Test func everySizeIsDrawnDownToOneCell() async throws {
    let session = try ProbeSession()
    _ = try await session.start()
    try session.tmux.resize(columns: 1, rows: 1)
    try session.tmux.resize(columns: 100, rows: 30)
    try await session.tmux.waitFor("size 100x30")
    try await session.tmux.waitUntil("the last cell is drawn") { shown in
      shown.split(separator: "\n", omittingEmptySubsequences: false)[29]
        == String(repeating: " ", count: 96) + "last"
    }
    try session.tmux.resize(columns: 40, rows: 5)
    try await session.tmux.waitFor("size 40x5")
  }

  @Test func theCursorRestsWhereTheScreenSaysAndIsHiddenElse() async throws {
    let session = try ProbeSession()
    _ = try await session.start()
    let tmux = session.tmux
    try await tmux.waitUntil("the cursor is hidden") { _ in try tmux.fact("cursor_flag") == "0" }
    try tmux.press("j")
    try await tmux.waitUntil("the cursor rests at row 1, column 5") { _ in
      try ["cursor_flag", "cursor_x", "cursor_y"].map(tmux.fact) == ["1", "5", "1"]
    }
  }

  @Test func keysComeFromTheTerminalWhenAPictureComesByStandardInput() async throws {
    let probe = try builtExecutable("terminal-probe").path()
    let tmux = try Tmux(["sh", "-c", "echo picture | \(probe) > /dev/null; echo status $?; cat"])
    try await tmux.waitFor("keys")
    try tmux.press("Up")
    try await tmux.waitFor("<Up>")
    try tmux.press("q")
    try await tmux.waitFor("status 0")
  }

  @Test func nothingRunsWhileNothingHappens() async throws {
    let session = try ProbeSession()
    let pid = try await session.start()
    try await Task.sleep(for: .milliseconds(200))
    let before = try processorTime(of: pid)
    try await Task.sleep(for: .seconds(1))
    #expect(try processorTime(of: pid) - before <= 1)
  }

  /// User and system time of all threads of a process, in ticks of ten milliseconds.
  func processorTime(of pid: Int32) throws -> Int {
    let status = try String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)
    let fields = status.split(separator: ")").last.map { $0.split(separator: " ") } ?? []
    return (Int(fields[11]) ?? 0) + (Int(fields[12]) ?? 0)
  }
}

/// Where there is no terminal, one line says so.
@Suite struct NoTerminalTests {
  @Test(arguments: [
    ("dumb", "TERM is dumb, a terminal that cannot place its cursor"),
    ("no-such-type", "TERM is no-such-type, which this system's terminfo does not know"),
    (nil, "TERM is not set"),
  ])
  func aTerminalThatCannotBeDrawnOnIsRefused(terminal: String?, message: String) async throws {
    let session = try ProbeSession(terminal: terminal)
    let after = try await session.end()
    #expect(after.text.contains("terminal-probe: " + message), "\(after.text)")
    #expect(after.text.contains("status 2, modes kept"), "\(after.text)")
  }

  @Test func noTerminalAtAllIsRefused() throws {
    let probe = try builtExecutable("terminal-probe").path()
    let result = try runCommand(["setsid", "--wait", probe])
    #expect(result.status == 2)
    #expect(result.output == "")
    #expect(
      result.errors
        == "terminal-probe: there is no terminal: neither standard input and output nor "
        + "/dev/tty is one\n")
  }
}
