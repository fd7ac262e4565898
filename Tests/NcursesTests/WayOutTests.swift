import Foundation
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The terminal is given back on every way out.
@Suite(.serialized) struct WayOutTests {
  @Test(arguments: [
    ("q", "status 0"),  // a normal end
    ("F2", "status 7"),  // exit() from the middle
    ("F3", "status 2"),  // an error
    ("F4", nil),  // a Swift trap, whose signal depends on the processor
    ("F5", "status 134"),  // abort()
    ("F6", "status 139"),  // a wild pointer
    ("F7", "status 139"),  // a stack overflow
  ])
  func everyWayOutGivesTheTerminalBack(key: String, status: String?) async throws {
    let session = try ProbeSession("mouse")
    _ = try await session.start()
    #expect(try session.tmux.fact("alternate_on") == "1")
    #expect(try session.tmux.fact("mouse_any_flag") == "1")
    try session.tmux.press(key)
    let after = try await session.end()
    #expect(after.text.contains("modes kept"), "\(after.text)")
    #expect(after.isClean, "\(after.facts)")
    if let status { #expect(after.text.contains("\(status),"), "\(after.text)") }
    if key == "F4" {
      #expect(try #/status 1(32|33),/#.firstMatch(in: after.text) != nil, "\(after.text)")
    }
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGSEGV, SIGABRT, SIGFPE, SIGBUS])
  func aSignalFromOutsideGivesTheTerminalBack(signal: Int32) async throws {
    let session = try ProbeSession()
    kill(try await session.start(), signal)
    let after = try await session.end()
    #expect(after.text.contains("status \(128 + signal), modes kept"), "\(after.text)")
    #expect(after.text.contains("before"), "the screen of before is gone: \(after.text)")
    #expect(after.isClean, "\(after.facts)")
  }

  @Test func aTrapStillPrintsItsBacktrace() async throws {
    let session = try ProbeSession(columns: 150, rows: 60)
    _ = try await session.start()
    try session.tmux.press("F4")
    let after = try await session.end()
    #expect(after.text.contains("crashed"), "\(after.text)")
  }

  @Test func aLostTerminalEndsTheProgram() async throws {
    let session = try ProbeSession()
    let pid = try await session.start()
    try session.tmux.closeTerminal()
    for _ in 0..<500 where kill(pid, 0) == 0 { try await Task.sleep(for: .milliseconds(10)) }
    #expect(kill(pid, 0) != 0, "process \(pid) lives on without its terminal")
  }

  @Test func aLostTerminalEndsTheProgramThatIgnoresHangups() async throws {
    let probe = try builtExecutable("terminal-probe").path()
    let tmux = try Tmux(["sh", "-c", "trap '' HUP; exec \(probe)"])
    let pid = try await ProbeSession.pid(in: tmux)
    try tmux.closeTerminal()
    for _ in 0..<500 where kill(pid, 0) == 0 { try await Task.sleep(for: .milliseconds(10)) }
    #expect(kill(pid, 0) != 0, "process \(pid) lives on without its terminal")
  }
}
