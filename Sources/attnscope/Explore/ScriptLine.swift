import Screens

/// One line of a script.
enum ScriptLine: Equatable {
  case keys([Key])
  /// Waits until the run has ended.
  case wait

  /// Reads a script.
  ///
  /// - Parameters:
  ///   - text: The script.
  ///   - name: What it is called, for errors.
  /// - Returns: Its lines, comments and empty lines left out.
  /// - Throws: ``CommandFailure`` that names the line which is amiss.
  static func parse(_ text: String, name: String) throws(CommandFailure) -> [ScriptLine] {
    var lines: [ScriptLine] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let place = "\(name), line \(index + 1)"
      switch line.first {
      case nil, "#": continue
      case ":":
        guard line.dropFirst() == "wait" else {
          throw CommandFailure(.usage, "\(place): there is no command \(line): expected :wait")
        }
        lines.append(.wait)
      default:
        do throws(KeyScriptError) {
          lines.append(.keys(try KeyScript.parse(String(line))))
        } catch {
          throw CommandFailure(.usage, "\(place): \(error)")
        }
      }
    }
    return lines
  }
}
