extension StringProtocol {
  /// The text with everything escaped that a terminal could obey, and cut where it is very long.
  ///
  /// Control characters, line and paragraph separators, and the marks that turn the direction of
  /// writing become `\u{…}`. Of more than 200 characters the middle is left out.
  var printable: String {
    var result = ""
    let characters = unicodeScalars
    let isLong = characters.index(
      characters.startIndex, offsetBy: 201, limitedBy: characters.endIndex)
    guard let isLong, isLong < characters.endIndex else {
      for scalar in characters { result.append(escaping: scalar) }
      return result
    }
    for scalar in characters.prefix(120) { result.append(escaping: scalar) }
    result += "…"
    for scalar in characters.suffix(60) { result.append(escaping: scalar) }
    return result
  }

  /// The ``printable`` text between quotation marks.
  var quoted: String { "'\(printable)'" }
}

extension String {
  fileprivate mutating func append(escaping scalar: Unicode.Scalar) {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
      append("\\u{\(String(scalar.value, radix: 16))}")
    default: unicodeScalars.append(scalar)
    }
  }
}
