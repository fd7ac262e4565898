import Foundation
import TestSupport

/// The probe in a terminal, between two looks at the terminal's modes.
///
/// A plain `sh` runs it: an interactive shell would put the modes right itself after a crash.
struct ProbeSession {
  private static let script = """
    echo before; before=$(stty -g); "$@"; status=$?
    if [ "$(stty -g)" = "$before" ]; then modes=kept; else modes=lost; fi
    echo "status $status, modes $modes"; exec cat
    """

  let tmux: Tmux

  init(
    _ arguments: String..., columns: Int = 80, rows: Int = 24,
    terminal: String? = "xterm-256color", environment: [String: String] = [:]
  ) throws {
    let quietCrashes = ["SWIFT_BACKTRACE": "interactive=no,color=no,symbolicate=off"]
    tmux = try Tmux(
      ["sh", "-c", Self.script, "sh", builtExecutable("terminal-probe").path()] + arguments,
      columns: columns, rows: rows, terminal: terminal,
      environment: quietCrashes.merging(environment) { $1 })
  }

  /// Waits for the first frame; answers the process's number.
  func start() async throws -> Int32 { try await Self.pid(in: tmux) }

  /// The number of the probe's process, once the terminal shows it.
  static func pid(in tmux: Tmux) async throws -> Int32 {
    let shown = try await tmux.waitFor("keys")
    guard let match = try #/pid (\d+) /#.firstMatch(in: shown), let pid = Int32(match.1) else {
      throw TestSupportError("the probe shows no number of its process:\n\(shown)")
    }
    return pid
  }

  /// Waits until the script has ended, and says what became of the terminal.
  func end() async throws -> Aftermath {
    let shown = try await tmux.waitFor("modes ")
    return Aftermath(
      text: shown,
      facts: try [
        "alternate_on", "cursor_flag", "keypad_cursor_flag", "keypad_flag", "mouse_any_flag",
      ].map { "\($0) \(try tmux.fact($0))" })
  }

  /// The terminal after the probe.
  struct Aftermath {
    let text: String
    let facts: [String]

    /// Whether nothing of the probe is left: screen, cursor, keypad and mouse are those of before.
    var isClean: Bool {
      facts == [
        "alternate_on 0", "cursor_flag 1", "keypad_cursor_flag 0", "keypad_flag 0",
        "mouse_any_flag 0",
      ]
    }
  }
}
