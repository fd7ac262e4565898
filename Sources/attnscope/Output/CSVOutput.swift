/// Tables for programs: values between commas (RFC 4180, with line feeds).
enum CSV {
  /// A heading and rows, each on a line.
  static func text(_ heading: [String], _ rows: [[String]]) -> String {
    ([heading] + rows).map { $0.map(field).joined(separator: ",") }.joined(separator: "\n")
  }

  /// A value, in quotes where it holds what would end it.
  private static func field(_ text: String) -> String {
    guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
