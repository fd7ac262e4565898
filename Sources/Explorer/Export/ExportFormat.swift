/// What a page can be written as; the end of a file's name says which.
public enum ExportFormat: String, CaseIterable, Sendable {
  /// A figure, as vectors.
  case svg
  /// A figure, as pixels.
  case png
  /// The numbers, between commas.
  case csv
  /// The numbers, as an array of objects.
  case json
  /// The screen, without colours.
  case txt
  /// The screen, with escape sequences for its colours.
  case ans
  /// What was done so far, for `attnscope play`.
  case script

  /// What it is, in a few words.
  public var help: String {
    switch self {
    case .svg: "figure, vector graphics"
    case .png: "figure, pixels"
    case .csv: "numbers, comma-separated"
    case .json: "numbers, JSON"
    case .txt: "the screen as text"
    case .ans: "the screen as text with ANSI colours"
    case .script: "what was done, for attnscope play"
    }
  }

  /// The format that a file's name asks for; nothing where it asks for none of them.
  public init?(path: String) {
    guard let dot = path.lastIndex(of: ".") else { return nil }
    self.init(rawValue: path[path.index(after: dot)...].lowercased())
  }
}

/// Why a page cannot be written, in one plain sentence.
public struct ExportError: Error, Equatable, CustomStringConvertible, Sendable {
  public let description: String

  init(_ description: String) { self.description = description }
}
