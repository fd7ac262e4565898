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
    let file = FileManager.default.temporaryDirectory.appending(path: "steps-\(UUID())")
    FileManager.default.createFile(atPath: file.path(), contents: nil)
    defer { try? FileManager.default.removeItem(at: file) }
    try tmux.record(to: file)
    _ = try await quiet(file)
    for (key, place) in [
      ("j", "(29,28)"), ("j", "(30,28)"), ("l", "(30,29)"), ("h", "(30,28)"), ("k", "(29,28)"),
    ] {
      let before = try size(of: file)
      try tmux.press(key)
      try await tmux.waitFor("\(place) #")
      let sent = try await quiet(file) - before
      #expect((100...limit).contains(sent), "\(key) to \(place) sends \(sent) bytes")
    }
  }

  private func size(of file: URL) throws -> Int {
    try #require(
      try FileManager.default.attributesOfItem(atPath: file.path())[.size] as? Int)
  }

  /// The size of a file when nothing has come for 200 milliseconds.
  private func quiet(_ file: URL) async throws -> Int {
    var (known, unchanged) = (-1, 0)
    while unchanged < 10 {
      try await Task.sleep(for: .milliseconds(20))
      let now = try size(of: file)
      unchanged = now == known ? unchanged + 1 : 0
      known = now
    }
    return known
  }
}
