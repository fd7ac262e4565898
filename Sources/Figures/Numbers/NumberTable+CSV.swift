import Screens

extension NumberTable {
  /// The table as comma-separated values (RFC 4180, with line feeds), its columns' names first.
  ///
  /// Numbers are written so that reading them gives the same number; those that are none are `nan`,
  /// `inf` and `-inf`. Text that could steer a terminal is shown as escapes, line feeds and tabs
  /// excepted.
  public var csv: String {
    ([columns.map(Self.csvField)] + rows.map { $0.map(\.csvField) })
      .map { $0.joined(separator: ",") + "\n" }.joined()
  }

  /// A text, in quotes where it holds what would end it.
  fileprivate static func csvField(_ text: String) -> String {
    let text = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in
        line.split(separator: "\t", omittingEmptySubsequences: false)
          .map { String($0).escapingControls }.joined(separator: "\t")
      }
      .joined(separator: "\n")
    guard text.contains(where: { ",\"\n".contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}

extension NumberTable.Value {
  fileprivate var csvField: String {
    switch self {
    case .integer(let value): "\(value)"
    case .real(let value): "\(value)"
    case .text(let value): NumberTable.csvField(value)
    case .logical(let value): "\(value)"
    case .missing: ""
    }
  }
}
