public import Foundation

/// A program in a real terminal: tmux, on a server of its own, with one pane.
///
/// The pane stays when the program has ended, so that what it left behind can be looked at. The
/// server ends with this object. Tests that use it fail where tmux is not installed. Locale and
/// environment are set here, whatever those of the tests.
public final class Tmux: Sendable {
  private let folder: URL

  /// Starts a program in a terminal.
  ///
  /// - Parameters:
  ///   - command: The program and its arguments.
  ///   - columns: How wide the terminal is.
  ///   - rows: How high it is.
  ///   - terminal: The value of `TERM`, or nothing to leave it unset.
  ///   - environment: What else the program finds in its environment.
  /// - Throws: When tmux is not installed or refuses.
  public init(
    _ command: [String], columns: Int = 80, rows: Int = 24, terminal: String? = "xterm-256color",
    environment: [String: String] = [:]
  ) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "tmux-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let type = terminal.map { ["TERM=\($0)"] } ?? ["-u", "TERM"]
    try tmux(
      ["-f", "/dev/null", "start-server", ";", "set-option", "-g", "remain-on-exit", "on", ";"]
        + ["set-option", "-g", "history-limit", "1000", ";"]
        + ["new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", "env"] + type
        + environment.map { "\($0.key)=\($0.value)" } + command)
  }

  deinit {
    _ = try? tmux(["kill-server"])
    try? FileManager.default.removeItem(at: folder)
  }

  // MARK: - Keys

  /// Presses keys by the names that tmux has for them: `j`, `Enter`, `F1`, `C-c`, `Escape`.
  public func press(_ keys: String...) throws { try tmux(["send-keys"] + keys) }

  /// Types text as it is.
  public func type(_ text: String) throws { try tmux(["send-keys", "-l", text]) }

  /// Sends bytes as they are, as a terminal might.
  public func send(_ bytes: [UInt8]) throws {
    try tmux(["send-keys", "-H"] + bytes.map { String($0, radix: 16) })
  }

  /// Changes the size of the terminal.
  public func resize(columns: Int, rows: Int) throws {
    try tmux(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
  }

  /// Copies all that the program writes from now on to the end of a file.
  public func record(to file: URL) throws { try tmux(["pipe-pane", "cat >> '\(file.path())'"]) }

  /// Takes the terminal away from the program, as closing a window does.
  public func closeTerminal() throws { try tmux(["kill-server"]) }

  // MARK: - What is shown

  /// What the terminal shows, without trailing spaces.
  public func text() throws -> String { try tmux(["capture-pane", "-p"]) }

  /// What the terminal shows, with escape sequences for its colours.
  public func coloredText() throws -> String { try tmux(["capture-pane", "-p", "-e"]) }

  /// A fact about the pane by its tmux format: `alternate_on`, `cursor_x`, `pane_dead_status`.
  public func fact(_ name: String) throws -> String {
    try tmux(["display-message", "-p", "#{\(name)}"]).trimmingCharacters(in: .newlines)
  }

  /// Waits until the terminal shows a text.
  ///
  /// - Returns: All that it shows then.
  /// - Throws: When the text has not come within the time, an error with what is shown.
  @discardableResult
  public func waitFor(_ wanted: String, within limit: Duration = .seconds(60)) async throws
    -> String
  {
    try await waitUntil("\"\(wanted)\" is shown", within: limit) { $0.contains(wanted) }
  }

  /// Waits until what the terminal shows meets a condition.
  ///
  /// - Returns: All that it shows then.
  /// - Throws: When that takes longer than the limit, an error with what is shown.
  @discardableResult
  public func waitUntil(
    _ condition: String, within limit: Duration = .seconds(60), _ isMet: (String) throws -> Bool
  ) async throws -> String {
    let deadline = ContinuousClock.now + limit
    while true {
      let shown = try text()
      if try isMet(shown) { return shown }
      guard ContinuousClock.now < deadline else {
        throw TestSupportError("waited \(limit) until \(condition); the terminal shows:\n\(shown)")
      }
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  // MARK: - tmux

  @discardableResult
  private func tmux(_ arguments: [String]) throws -> String {
    let own = ProcessInfo.processInfo.environment
    var environment = ["LC_ALL": "C.UTF-8", "SHELL": "/bin/sh"]
    for name in ["PATH", "HOME", "LD_LIBRARY_PATH"] { environment[name] = own[name] }
    let socket = folder.appending(path: "socket").path()
    let result = try runCommand(["tmux", "-S", socket] + arguments, environment: environment)
    guard result.status == 0 else {
      throw TestSupportError("tmux \(arguments.joined(separator: " ")): \(result.errors)")
    }
    return result.output
  }
}
