import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The program can be stopped, and goes on as if nothing had been.
@Suite(.serialized) struct SuspensionTests {
  /// The probe under a shell with job control.
  func shell() async throws -> (tmux: Tmux, pid: Int32) {
    let tmux = try Tmux(
      ["bash", "--noprofile", "--norc", "-i"],
      environment: ["PS1": "$ ", "PROBE": builtExecutable("terminal-probe").path()])
    try tmux.type("before=$(stty -g); clear; \"$PROBE\"\n")
    return (tmux, try await ProbeSession.pid(in: tmux))
  }

  @Test(arguments: [nil, SIGTSTP])
  func aStopGivesTheTerminalBackAndAContinuationTakesItAgain(signal: Int32?) async throws {
    let (tmux, pid) = try await shell()
    if let signal { kill(pid, signal) } else { try tmux.press("C-z") }
    try await tmux.waitFor("Stopped")
    #expect(try tmux.fact("alternate_on") == "0")
    #expect(try tmux.fact("cursor_flag") == "1")
    try tmux.type("[ \"$(stty -g)\" = \"$before\" ] && echo modes $((40 + 2))\n")
    try await tmux.waitFor("modes 42")
    try tmux.type("fg\n")
    try await tmux.waitFor("<Resume>")
    #expect(try tmux.fact("alternate_on") == "1")
    try await tmux.waitFor("last")
    try tmux.press("q")
    try await tmux.waitFor("the probe has ended")
    #expect(try tmux.fact("alternate_on") == "0")
  }

  @Test(arguments: [("M", "1"), ("Mm", "0")])
  func theMouseIsAfterAStopAsItWasSetLast(keys: String, state: String) async throws {
    let (tmux, _) = try await shell()
    try tmux.type(keys)
    try await tmux.waitFor(keys)
    #expect(try tmux.fact("mouse_any_flag") == state)
    try tmux.press("C-z")
    try await tmux.waitFor("Stopped")
    #expect(try tmux.fact("mouse_any_flag") == "0")
    try tmux.type("fg\n")
    try await tmux.waitFor("<Resume>")
    #expect(try tmux.fact("mouse_any_flag") == state)
  }

  @Test func whatWasWrittenDuringAHardStopIsPaintedOver() async throws {
    let (tmux, pid) = try await shell()
    kill(pid, SIGSTOP)
    try await tmux.waitFor("Stopped")
    try tmux.type("fg\n")
    try await tmux.waitFor("<Resume>")
    try await tmux.waitUntil("the shell's text is painted over") { shown in
      !shown.contains("Stopped") && !shown.contains("fg")
    }
    try tmux.press("k")
    try await tmux.waitFor("<Resume>k")
  }

  @Test func aStoppedProgramThatIsEndedLeavesTheShellAlone() async throws {
    let (tmux, pid) = try await shell()
    try tmux.press("C-z")
    try await tmux.waitFor("Stopped")
    kill(pid, SIGTERM)
    kill(pid, SIGCONT)
    for _ in 0..<500 where kill(pid, 0) == 0 { try await Task.sleep(for: .milliseconds(10)) }
    try tmux.type("echo $((40 + 2)) still here\n")
    try await tmux.waitFor("42 still here")
    #expect(try tmux.fact("alternate_on") == "0")
  }

  @Test func aProgramStartedInTheBackgroundWaitsForTheForeground() async throws {
    let tmux = try Tmux(
      ["bash", "--noprofile", "--norc", "-i"],
      environment: ["PS1": "$ ", "PROBE": builtExecutable("terminal-probe").path()])
    try tmux.type("before=$(stty -g); clear; \"$PROBE\" & sleep 0.2\n")
    try await tmux.waitFor("Stopped")
    #expect(try tmux.fact("alternate_on") == "0")
    try tmux.type("fg\n")
    _ = try await ProbeSession.pid(in: tmux)
    try tmux.press("q")
    try await tmux.waitFor("the probe has ended")
    try tmux.type("[ \"$(stty -g)\" = \"$before\" ] && echo modes $((40 + 2))\n")
    try await tmux.waitFor("modes 42")
  }
}
