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
    for word in text.split(separator: " ") {
      let styled = styled(String(word), key: key, columns: columns)
      if line.columns > 0, line.columns + 1 + styled.columns > columns {
        lines.append(line)
        line = StyledText()
      }
      if line.columns > 0 { line.append(" ") }
      line.append(styled)
    }
    return line.columns > 0 ? lines + [line] : lines
  }

  private static func styled(_ word: String, key: Style, columns: Int) -> StyledText {
    var text = StyledText()
    for (index, part) in word.split(separator: "`", omittingEmptySubsequences: false).enumerated() {
      text.append(
        String(part.prefix(columns - text.columns)), index % 2 == 1 ? key : .plain)
    }
    return text
  }
}
