/// Keys written down as text, as scripts have them: `jjl <Tab> <C-d>`.
public enum KeyScript {
  /// The keys that a line means.
  ///
  /// Spaces only separate (the key is `<Space>`). A name between angle brackets is a key by its
  /// name, see ``Key/init(scriptName:)``; a `<` that begins no such name is the character, as is
  /// `<lt>`. Everything else is the character typed.
  public static func parse(_ line: String) throws(KeyScriptError) -> [Key] {
    var keys: [Key] = []
    var rest = line[...]
    while let first = rest.first {
      if first == "<", let name = bracketedName(rest) {
        guard let key = Key(scriptName: name) else { throw .unknownKey(name) }
        keys.append(key)
        rest = rest.dropFirst(name.count + 2)
      } else {
        guard first == " " || !first.isWhitespace, !first.isControl else {
          throw .controlCharacter(column: line.distance(from: line.startIndex, to: rest.startIndex))
        }
        if first != " " { keys.append(.character(first)) }
        rest = rest.dropFirst()
      }
    }
    return keys
  }

  /// Keys as a line that ``parse(_:)`` reads back.
  public static func line(for keys: [Key]) -> String { keys.map(\.description).joined() }

  /// What stands between `<` and the next `>`, if it has the form of a key's name.
  private static func bracketedName(_ text: Substring) -> String? {
    let inside = text.dropFirst().prefix { $0 != ">" && $0 != "<" && $0 != " " }
    let isName = inside.first?.isLetter == true && text.dropFirst(inside.count + 1).first == ">"
    return isName ? String(inside) : nil
  }
}

/// What is wrong with a line of keys.
public enum KeyScriptError: Error, Hashable, CustomStringConvertible {
  /// No key has the name between angle brackets.
  case unknownKey(String)
  /// A tab or another control character stands where a key is expected.
  case controlCharacter(column: Int)

  public var description: String {
    switch self {
    case .unknownKey(let name):
      "no key is called <\(name.escapingControls)>; known are <Tab> <Enter> <Esc> <Space> <Up> <F1> "
        + "<C-l> and the like, and <lt> for the character"
    case .controlCharacter(let column):
      "column \(column + 1) has a control character; write <Tab> or <C-d> for such a key"
    }
  }
}

extension Character {
  fileprivate var isControl: Bool {
    unicodeScalars.contains { $0.properties.generalCategory == .control }
  }
}
