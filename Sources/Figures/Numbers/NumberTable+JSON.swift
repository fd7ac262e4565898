extension NumberTable {
  /// The table as a JSON array of objects, one for each row, their keys the columns' names.
  ///
  /// Missing values are `null`; numbers that JSON does not know are the strings `nan`, `inf` and
  /// `-inf`. Characters that a terminal could obey are escaped.
  public var json: String {
    let keys = columns.map { $0.jsonLiteral }
    let objects = rows.map { row in
      let members = zip(keys, row).map { "\($0): \($1.jsonLiteral)" }
      return "  {\(members.joined(separator: ", "))}"
    }
    return objects.isEmpty ? "[]\n" : "[\n\(objects.joined(separator: ",\n"))\n]\n"
  }
}

extension NumberTable.Value {
  fileprivate var jsonLiteral: String {
    switch self {
    case .integer(let value): "\(value)"
    case .real(let value): value.isFinite ? "\(value)" : "\"\(value)\""
    case .text(let value): value.jsonLiteral
    case .logical(let value): "\(value)"
    case .missing: "null"
    }
  }
}

extension String {
  /// The text as a JSON string, with escapes for all that steers a terminal.
  fileprivate var jsonLiteral: String {
    var literal = "\""
    for scalar in unicodeScalars {
      switch scalar {
      case "\"": literal += "\\\""
      case "\\": literal += "\\\\"
      case "\n": literal += "\\n"
      case "\r": literal += "\\r"
      case "\t": literal += "\\t"
      case _ where scalar.steersTerminals: literal += scalar.jsonEscape
      default: literal.unicodeScalars.append(scalar)
      }
    }
    return literal + "\""
  }
}

extension Unicode.Scalar {
  fileprivate var steersTerminals: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }

  /// `\u` and four digits, twice where UTF-16 needs two units.
  fileprivate var jsonEscape: String {
    String(self).utf16.map { unit in
      let digits = String(unit, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()
  }
}
