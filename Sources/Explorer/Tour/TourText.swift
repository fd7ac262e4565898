import Screens

/// Sentences with keys in them, laid out in lines.
enum TourText {
  /// The text in lines of so many columns at most.
  ///
  /// - Parameters:
  ///   - text: Keys stand between backticks, which are left out.
  ///   - columns: The length of a line.
  ///   - key: The style of keys.
  /// - Returns: The lines; a word that is longer than a line is cut.
  static func lines(_ text: String, columns: Int, key: Style) -> [StyledText] {
    guard columns > 0 else { return [] }
    var lines: [StyledText] = []
    var line = StyledText()
    var isKey = false
    for word in text.split(separator: " ") {
      let styled = styled(word, key: key, columns: columns, isKey: &isKey)
      if line.columns > 0, line.columns + 1 + styled.columns > columns {
        lines.append(line)
        line = StyledText()
      }
      if line.columns > 0 { line.append(" ") }
      line.append(styled)
    }
    return line.columns > 0 ? lines + [line] : lines
  }

  /// A word; `isKey` says whether it begins between backticks, and then whether what follows does.
  private static func styled(
    _ word: Substring, key: Style, columns: Int, isKey: inout Bool
  ) -> StyledText {
    var text = StyledText()
    for (index, part) in word.split(separator: "`", omittingEmptySubsequences: false).enumerated() {
      if index > 0 { isKey.toggle() }
      text.append(String(part.prefix(columns - text.columns)), isKey ? key : .plain)
    }
    return text
  }
}
