import Foundation

/// Prints one JSON value on standard output, its keys in alphabetical order.
///
/// Numbers that JSON does not know appear as the strings `inf`, `-inf` and `nan`.
func printJSON(_ value: some Encodable) throws {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  encoder.nonConformingFloatEncodingStrategy = .convertToString(
    positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
  let data = try encoder.encode(value)
  FileHandle.standardOutput.write(data + Data("\n".utf8))
}
