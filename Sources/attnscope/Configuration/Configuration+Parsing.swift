import Explorer
import Images
import Screens

extension Configuration {
  /// What stands before the name of an action whose keys are set.
  static let keyPrefix = "key."

  /// Reads the lines of a configuration file.
  ///
  /// A line is `name = value`; what follows a `#` at its beginning or after a space is a comment.
  ///
  /// - Parameters:
  ///   - text: The file.
  ///   - name: What it is called, for errors.
  /// - Throws: ``CommandFailure`` that names the line which is amiss.
  init(_ text: String, name: String) throws(CommandFailure) {
    self.init()
    var lines: [String: Int] = [:]
    var changes: [(action: String, keys: [Key])] = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      let place = Place(file: name, line: index + 1)
      guard let (setting, value) = try Self.setting(in: line, at: place) else { continue }
      if let earlier = lines.updateValue(place.line, forKey: setting) {
        throw place.failure(
          "\(setting.escapingControlCharacters) is set on line \(earlier) already")
      }
      if setting.hasPrefix(Self.keyPrefix) {
        let action = String(setting.dropFirst(Self.keyPrefix.count))
        changes.append((action, try Self.keys(value, at: place)))
      } else {
        try take(setting, value, at: place)
      }
    }
    do throws(BindingError) {
      bindings = try ExplorerBindings(changing: changes)
    } catch {
      let line = lines[Self.keyPrefix + error.action] ?? 0
      throw Place(file: name, line: line).failure(error.description)
    }
  }

  /// The name and the value on a line; nothing on one that says nothing.
  private static func setting(
    in line: Substring, at place: Place
  ) throws(CommandFailure) -> (name: String, value: String)? {
    let content = withoutComment(line).trimmingBlanks
    guard !content.isEmpty else { return nil }
    guard let equals = separator(in: content) else {
      throw place.failure(
        "\"\(String(content).escapingControlCharacters)\" has no equals sign: expected name = value"
      )
    }
    let name = content[..<equals].trimmingBlanks
    let value = content[content.index(after: equals)...].trimmingBlanks
    return (String(name), String(value))
  }

  /// The equals sign between name and value; one that is the key of a page, in `key.heads.=`, is not
  /// that.
  private static func separator(in line: Substring) -> Substring.Index? {
    var isAfterDot = false
    for index in line.indices {
      if line[index] == "=", !isAfterDot { return index }
      isAfterDot = line[index] == "."
    }
    return nil
  }

  private static func withoutComment(_ line: Substring) -> Substring {
    var before: Character = " "
    for index in line.indices {
      if line[index] == "#", before == " " || before == "\t" { return line[..<index] }
      before = line[index]
    }
    return line
  }

  private mutating func take(
    _ name: String, _ value: String, at place: Place
  ) throws(CommandFailure) {
    guard let setting = ConfigurationSetting.all.first(where: { $0.name == name }) else {
      let names = ConfigurationSetting.all.map(\.name).joined(separator: ", ")
      throw place.failure(
        "there is no setting \(name.escapingControlCharacters): expected \(names) or key.ACTION")
    }
    guard setting.take(value, &self) else {
      throw place.failure(
        "\(name) is \"\(value.escapingControlCharacters)\": expected \(setting.expected)")
    }
  }

  private static func keys(_ text: String, at place: Place) throws(CommandFailure) -> [Key] {
    do throws(KeyScriptError) {
      return try KeyScript.parse(text)
    } catch {
      throw place.failure(error.description)
    }
  }

  /// A line of a file.
  private struct Place {
    var file: String
    var line: Int

    func failure(_ sentence: String) -> CommandFailure {
      CommandFailure(.usage, "\(file.escapingControlCharacters), line \(line): \(sentence)")
    }
  }
}

extension Substring {
  fileprivate var trimmingBlanks: Substring {
    let start = drop { $0.isWhitespace }
    let end = start.lastIndex { !$0.isWhitespace }.map { start.index(after: $0) }
    return start[..<(end ?? start.startIndex)]
  }
}
