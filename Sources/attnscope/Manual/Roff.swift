/// Text for `man` to set.
enum Roff {
  /// Words of a line, with everything escaped that `troff` would obey.
  static func text(_ text: String) -> String {
    let escaped = text.reduce(into: "") { result, character in
      switch character {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "'": result += "\\(aq"
      case "`": result += "\\(ga"
      case "^": result += "\\(ha"
      case "~": result += "\\(ti"
      default:
        for scalar in character.unicodeScalars {
          result += scalar.isASCII ? String(scalar) : "\\[u\(scalar.hexadecimal)]"
        }
      }
    }
    return escaped.hasPrefix(".") ? "\\&" + escaped : escaped
  }

  /// One argument of a macro.
  static func quoted(_ text: String) -> String {
    "\"\(self.text(text).replacing("\"", with: "\\(dq"))\""
  }

  /// A name, and what it means, set in by some columns.
  static func item(_ name: String, _ explanation: String) -> [String] {
    [".TP", ".B \(quoted(name))", explanation.isEmpty ? "\\&" : text(explanation)]
  }

  static func paragraph(_ text: String) -> [String] { [".PP", self.text(text)] }

  /// Paragraphs apart by empty lines; lines that show the program being called stay as they are.
  static func prose(_ text: String) -> [String] {
    text.split(separator: "\n\n").flatMap { paragraph in
      let lines = paragraph.split(separator: "\n").map(String.init)
      guard lines.first?.hasPrefix("attnscope ") != true else {
        return [".PP", ".nf"] + lines.map(self.text) + [".fi"]
      }
      return self.paragraph(lines.joined(separator: " "))
    }
  }
}

extension Unicode.Scalar {
  /// Four digits or more.
  fileprivate var hexadecimal: String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
