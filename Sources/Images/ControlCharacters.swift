extension String {
  /// The text with control characters spelled out, so that it cannot act on a terminal.
  ///
  /// For names, labels, paths, and whatever else comes from a file: `"a\u{1B}[2J"` becomes
  /// `a\u{1B}[2J`, a line break becomes `\n`. Besides the control characters proper these are the
  /// ones that break lines or turn the direction of the text around them. All else is as it was.
  public var escapingControlCharacters: String {
    guard unicodeScalars.contains(where: \.controlsText) else { return self }
    var escaped = ""
    for scalar in unicodeScalars {
      if scalar.controlsText {
        escaped += scalar.spelledOut
      } else {
        escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}

extension Unicode.Scalar {
  /// Whether this does something to the text around it instead of being seen.
  ///
  /// The joiners are let through: emoji and several scripts are written with them.
  fileprivate var controlsText: Bool {
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    case .format: self != "\u{200C}" && self != "\u{200D}"
    default: false
    }
  }

  fileprivate var spelledOut: String {
    switch self {
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    default: "\\u{\(String(value, radix: 16, uppercase: true))}"
    }
  }
}
