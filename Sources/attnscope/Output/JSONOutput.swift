import Foundation

/// Prints one JSON value on standard output, its keys in alphabetical order.
///
/// Numbers that JSON does not know appear as the strings `inf`, `-inf` and `nan`. Characters of text
/// that a terminal could obey are escaped.
func printJSON(_ value: some Encodable) throws {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  encoder.nonConformingFloatEncodingStrategy = .convertToString(
    positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
  let data = try encoder.encode(value)
  let text = String(decoding: data, as: UTF8.self).escapingForTerminals
  FileHandle.standardOutput.write(Data((text + "\n").utf8))
}

extension String {
  /// JSON whose strings have escapes for all that steers a terminal; the value stays the same.
  fileprivate var escapingForTerminals: String {
    guard unicodeScalars.contains(where: \.steersTerminals) else { return self }
    var result = ""
    for scalar in unicodeScalars {
      guard scalar.steersTerminals else {
        result.unicodeScalars.append(scalar)
        continue
      }
      for unit in String(scalar).utf16 { result += String(format: "\\u%04x", unit) }
    }
    return result
  }
}

extension Unicode.Scalar {
  fileprivate var steersTerminals: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}
