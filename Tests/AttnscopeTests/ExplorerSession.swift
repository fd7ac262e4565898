import Foundation
import TestSupport
import Testing

/// The explorer in a terminal of its own.
enum ExplorerSession {
  /// A terminal that the explorer is to be at home in.
  struct Terminal: CustomTestStringConvertible, Sendable {
    var type = "xterm-256color"
    var columns: Int
    var rows: Int
    var testDescription: String { "\(type) \(columns)×\(rows)" }
  }

  /// Opens the explorer; the terminal's modes are compared after it has ended.
  static func open(_ arguments: String..., terminal: Terminal) throws -> Tmux {
    let script = """
      before=$(stty -g); "$@"; status=$?
      if [ "$(stty -g)" = "$before" ]; then modes=kept; else modes=lost; fi
      echo "status $status, modes $modes"; exec cat
      """
    return try Tmux(
      ["sh", "-c", script, "sh", Executable.url.path] + arguments, columns: terminal.columns,
      rows: terminal.rows, terminal: terminal.type)
  }

  /// The explorer's process, the only child of the pane's shell.
  static func process(in tmux: Tmux) throws -> String {
    let shell = try tmux.fact("pane_pid")
    let children = try String(
      contentsOfFile: "/proc/\(shell)/task/\(shell)/children", encoding: .utf8)
    return try #require(children.split(separator: " ").first.map(String.init))
  }
}
