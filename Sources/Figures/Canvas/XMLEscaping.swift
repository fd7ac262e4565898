import Screens

extension String {
  /// The text as XML 1.0 has it between tags and in attributes.
  ///
  /// Control characters are shown as escapes, and what XML forbids altogether as `U+FFFD`.
  var xmlEscaped: String {
    escapingControls.unicodeScalars.reduce(into: "") { text, scalar in
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "\u{FFFE}", "\u{FFFF}": text += "\u{FFFD}"
      default: text.unicodeScalars.append(scalar)
      }
    }
  }
}
