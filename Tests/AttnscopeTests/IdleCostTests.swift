import Foundation
import TestSupport
import Testing

/// What the explorer costs while nobody touches it.
@Suite struct IdleCostTests {
  @Test func idlingCostsNothing() async throws {
    let tmux = try ExplorerSession.open(terminal: ExplorerSession.Terminal(columns: 120, rows: 40))
    try await tmux.waitFor("1 run")
    try await Task.sleep(for: .seconds(8))
    let process = try ExplorerSession.process(in: tmux)
    let before = try milliseconds(of: process)
    try await Task.sleep(for: .seconds(10))
    let spent = try milliseconds(of: process) - before
    #expect(spent <= 10, "\(spent) ms of CPU in ten idle seconds")
  }

  /// CPU time of all threads of a process, by the kernel's account.
  private func milliseconds(of process: String) throws -> Double {
    let tasks = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task")
    return try tasks.reduce(0) { sum, task in
      let line = try String(
        contentsOfFile: "/proc/\(process)/task/\(task)/schedstat", encoding: .utf8)
      return sum + (line.split(separator: " ").first.flatMap { Double($0) } ?? 0) / 1e6
    }
  }
}
