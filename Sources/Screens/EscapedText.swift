extension String {
  /// The text with everything that could steer a terminal shown as an escape.
  ///
  /// Control characters, line separators, and characters that hide or reorder text (zero-width,
  /// bidirectional) become `\n`, `\t`, `\r`, `\u{1B}`, and so on. Text that comes from a file or its
  /// name goes through here before it is printed; ``Screen/write(_:row:column:style:in:)`` does so
  /// itself.
  public var escapingControls: String {
    guard unicodeScalars.contains(where: \.steersTerminal) else { return self }
    return unicodeScalars.reduce(into: "") { text, scalar in
      if scalar.steersTerminal {
        text += scalar.visibleEscape
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
  }
}

extension Unicode.Scalar {
  fileprivate var steersTerminal: Bool {
    if value < 0x7F { return value < 0x20 }
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: return true
    default: return false
    }
  }

  fileprivate var visibleEscape: String {
    switch self {
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    default: "\\u{\(String(value, radix: 16, uppercase: true))}"
    }
  }
}
