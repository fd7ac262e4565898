import Foundation
import Images
import Screens

/// One line of a script.
enum ScriptLine: Equatable {
  case keys([Key])
  /// Waits until the run has ended.
  case wait
  /// A line of the command prompt, without its colon; `place` names the line for errors.
  case command(String, place: String)

  /// Reads a script from a file, or with `-` from standard input.
  ///
  /// - Throws: ``CommandFailure`` where it cannot be read, or that names the line which is amiss.
  static func read(_ path: String) throws(CommandFailure) -> [ScriptLine] {
    let file = path == "-" ? .standardInput : FileHandle(forReadingAtPath: path)
    let name = path.escapingControlCharacters
    guard let file, let data = try? file.readToEnd() ?? Data() else {
      throw CommandFailure(.badInputFile, "\(name): the script cannot be read")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw CommandFailure(.badInputFile, "\(name): the script is not UTF-8 text")
    }
    return try parse(text, name: name)
  }

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
        let command = line.dropFirst()
        lines.append(command == "wait" ? .wait : .command(String(command), place: place))
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
