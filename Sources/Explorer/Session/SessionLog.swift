import Screens

/// What was done, as a script that does it again: lines of keys and of commands.
struct SessionLog: Sendable {
  /// How many lines are kept.
  static let limit = 5000

  private(set) var lines: [String] = []
  /// Whether the last line is of keys, and takes more.
  private var takesKeys = false

  /// A key was pressed.
  mutating func note(_ key: Key) {
    if takesKeys, let last = lines.last, last.count < 60 {
      lines[lines.count - 1] = last + key.description
    } else {
      append(key.description)
    }
    takesKeys = true
  }

  /// A command was given, without its colon.
  mutating func note(command: String) {
    append(":\(command)")
    takesKeys = false
  }

  /// A run has ended: what follows was done after it.
  mutating func noteEndOfRun() {
    guard lines.last != ":wait" else { return }
    note(command: "wait")
  }

  private mutating func append(_ line: String) {
    // A line of keys must not look like a comment or a command.
    let isAmbiguous = line.first == "#"
    lines.append(isAmbiguous ? " \(line)" : line)
    if lines.count > Self.limit { lines.removeFirst(lines.count - Self.limit) }
  }
}
