import Foundation
import TestSupport
import Testing

/// The explorer in a real terminal: ncurses, keys typed, the screen read back.
@Suite(.serialized) struct ExplorerInTerminalTests {
  static let terminals = ["xterm-256color", "xterm", "vt100"].flatMap { type in
    [(80, 24), (120, 40)].map { ExplorerSession.Terminal(type: type, columns: $0.0, rows: $0.1) }
  }

  static let jpeg = Executable.packageRoot.appending(
    path: "Tests/AttnscopeTests/Fixtures/harbour.jpg")

  @Test(arguments: terminals)
  func cornersOfAShiftedBlockAreSeenByWalking(_ terminal: ExplorerSession.Terminal) async throws {
    let tmux = try ExplorerSession.open(Self.jpeg.path, "--model", "swin-t", terminal: terminal)
    try await tmux.waitFor("harbour.jpg")
    try await tmux.waitFor("stage 1/4")
    try tmux.press("]")
    try await tmux.waitFor("block 2/2")
    for (keys, place, count) in [
      ("gg0", "(0,0)", 9), ("$", "(0,55)", 12), ("G", "(55,55)", 16), ("0", "(55,0)", 12),
    ] {
      try tmux.type(keys)
      try await tmux.waitUntil("\(place) sees \(count) tokens") {
        $0.contains("\(place) #") && $0.contains("\(count) tokens")
          && $0.contains("wrapped corner: 3+4 rows, 3+4")
      }
    }
    try tmux.type("lk")
    try await tmux.waitFor("(54,1) #")
    try tmux.type("Q")
    try await tmux.waitFor("status 0, modes kept")
    #expect(try tmux.fact("alternate_on") == "0")
  }

  @Test func theMouseIsTakenAndGivenBackByACommand() async throws {
    let tmux = try ExplorerSession.open(
      Self.jpeg.path, "--model", "swin-t",
      terminal: ExplorerSession.Terminal(columns: 80, rows: 24))
    try await tmux.waitFor("28.3M")
    #expect(try tmux.fact("mouse_any_flag") == "0")
    try tmux.type(":set mouse on")
    try tmux.press("Enter")
    try await tmux.waitFor("hold shift")
    #expect(try tmux.fact("mouse_any_flag") == "1")
    try tmux.type(":set mouse off")
    try tmux.press("Enter")
    try await tmux.waitFor("the mouse selects text")
    #expect(try tmux.fact("mouse_any_flag") == "0")
    try tmux.type("Q")
    try await tmux.waitFor("status 0, modes kept")
  }

  @Test func stagesBlocksModelsAndARunAreAKeyAway() async throws {
    let tmux = try ExplorerSession.open(
      Self.jpeg.path, "--model", "swin-t",
      terminal: ExplorerSession.Terminal(type: "xterm-256color", columns: 120, rows: 40))
    try await tmux.waitFor("28.3M")
    try tmux.type("}")
    try await tmux.waitFor("stage 2/4 (28x28)")
    try tmux.type("}]]]")
    try await tmux.waitFor("block 4/6")
    try tmux.type("O")
    try await tmux.waitFor("swin-b")
    try tmux.type("pale-t")
    try tmux.press("Enter")
    try await tmux.waitFor("pale-t › stage")
    try await tmux.waitFor("21.8M")
    try tmux.type("{{{")
    try await tmux.waitFor("735 tokens")
    try await tmux.waitFor("(mod 8) ∪ columns")
    try await tmux.waitFor("1 run")
    try tmux.type("r")
    try await tmux.waitFor("run 2")
    try await tmux.waitFor("p50")
    let shown = try await tmux.waitUntil("every block shows its time") {
      $0.contains("p50") && !$0.contains("running")
    }
    #expect(shown.contains("not a trained model's"))
    try tmux.press("C-c")
    try await tmux.waitFor("status 0, modes kept")
  }

  @Test func aPictureByStandardInputLeavesTheKeysToTheTerminal() async throws {
    let script = "\"$1\" - < \"$2\"; echo \"status $?\"; exec cat"
    let tmux = try Tmux(["sh", "-c", script, "sh", Executable.url.path, Self.jpeg.path])
    try await tmux.waitFor("standard input")
    try tmux.type("gg0")
    try await tmux.waitFor("(0,0) #0")
    try tmux.type("q")
    try await tmux.waitFor("status 0")
  }

  @Test(arguments: [("TERM", Int32(143)), ("HUP", 129), ("SEGV", 139), ("ABRT", 134), ("INT", 130)])
  func theTerminalIsGivenBackAfterASignal(signal: String, status: Int32) async throws {
    let tmux = try ExplorerSession.open(
      terminal: ExplorerSession.Terminal(type: "xterm-256color", columns: 80, rows: 24))
    try await tmux.waitFor("pale-t")
    try await tmux.waitFor("run 1")
    let process = try ExplorerSession.process(in: tmux)
    _ = try runCommand(["sh", "-c", "kill -\(signal) \(process)"], environment: [:])
    try await tmux.waitFor("status \(status), modes kept")
    #expect(try tmux.fact("alternate_on") == "0")
  }

  @Test func aTerminalThatIsTooSmallSaysSoAndRecovers() async throws {
    let tmux = try ExplorerSession.open(
      terminal: ExplorerSession.Terminal(type: "xterm-256color", columns: 40, rows: 10))
    try await tmux.waitFor("Terminal too small")
    try await tmux.waitFor("have 40x10")
    try tmux.resize(columns: 80, rows: 24)
    try await tmux.waitFor("735 tokens")
    try tmux.resize(columns: 1, rows: 1)
    try tmux.resize(columns: 120, rows: 40)
    try await tmux.waitFor("this token under every mechanism")
    try tmux.type("q")
    try await tmux.waitFor("status 0, modes kept")
  }

  @Test func withoutATerminalTheOtherCommandsAreNamed() throws {
    let result = try Executable.run([], environment: ["TERM": "dumb"])
    #expect(result.status == 2)
    #expect(["region", "export", "verify"].allSatisfy { result.error.contains("`\($0)`") })
    #expect(result.error.split(separator: "\n").count == 1)
  }
}
