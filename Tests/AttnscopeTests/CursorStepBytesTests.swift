import Foundation
import TestSupport
import Testing

/// How much a step of the cursor sends to a terminal of 120×40 with 256 colours.
///
/// It is not for slow lines alone: what is sent is what a terminal has to draw.
@Suite struct CursorStepBytesTests {
  @Test(arguments: [("swin-t", 2_000), ("pale-t", 12_000)])
  func aStepSendsWhatChangesAndNoMore(model: String, limit: Int) async throws {
    let tmux = try ExplorerSession.open(
      "--model", model, terminal: ExplorerSession.Terminal(columns: 120, rows: 40))
    try await tmux.waitFor("1 run")
    try await tmux.waitFor(" nats")
    let file = FileManager.default.temporaryDirectory.appending(path: "steps-\(UUID())")
    try Data().write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    try tmux.record(to: file)
    var before = 0
    for (number, (key, place)) in [
      ("k", "(27,28)"), ("j", "(28,28)"), ("j", "(29,28)"), ("j", "(30,28)"), ("l", "(30,29)"),
      ("h", "(30,28)"), ("k", "(29,28)"),
    ].enumerated() {
      try tmux.press(key)
      try await tmux.waitFor("\(place) #")
      let after = try await sizeAfterFrame(file)
      let sent = after - before
      before = after
      if number == 0 { continue }  // what came with it may belong to the frames of the start
      #expect((100...limit).contains(sent), "\(key) to \(place) sends \(sent) bytes")
    }
  }

  /// The size of a file when a frame has ended, with a reset, and nothing has come after it for 100
  /// milliseconds.
  private func sizeAfterFrame(_ file: URL) async throws -> Int {
    let end = Data("\u{1B}[m".utf8)
    var (known, unchanged) = (-1, 0)
    while unchanged < 5 {
      try await Task.sleep(for: .milliseconds(20))
      let bytes = try Data(contentsOf: file)
      unchanged = bytes.count == known && bytes.suffix(3) == end ? unchanged + 1 : 0
      known = bytes.count
    }
    return known
  }
}
