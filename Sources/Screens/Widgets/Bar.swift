/// Horizontal bars, made of blocks or of letters.
public enum Bar {
  /// A bar from the left, exact to an eighth of a column where blocks can be drawn.
  ///
  /// - Parameters:
  ///   - share: The part of the columns to fill, from 0 to 1.
  ///   - columns: How long a full bar is.
  ///   - hasBlocks: Whether the terminal shows block characters.
  /// - Returns: As many characters as the bar is long, and none where there is nothing to show.
  public static func filled(_ share: Double, columns: Int, hasBlocks: Bool) -> String {
    guard columns > 0, share > 0 else { return "" }
    let eighths = Int((min(share, 1) * Double(columns * 8)).rounded())
    guard hasBlocks else { return String(repeating: "#", count: max(1, (eighths + 4) / 8)) }
    let full = String(repeating: "█", count: eighths / 8)
    let rest = eighths % 8
    return rest == 0 && eighths > 0 ? full : full + partialBlocks[max(rest, 1)]
  }

  /// A bar of parts, one after another, each rounded so that the whole has the right length.
  ///
  /// - Parameters:
  ///   - parts: The length of each part.
  ///   - total: What fills all columns.
  ///   - columns: How long a full bar is.
  ///   - letters: The sign of each part where blocks cannot be told apart by colour.
  ///   - styles: The style of each part.
  /// - Returns: As many characters as the parts are long.
  public static func stacked(
    _ parts: [Double], of total: Double, columns: Int, letters: [Character]?, styles: [Style]
  ) -> StyledText {
    var text = StyledText()
    guard total > 0, columns > 0 else { return text }
    var (sum, drawn) = (0.0, 0)
    for (index, part) in parts.enumerated() {
      sum += part
      let end = min(columns, Int((sum / total * Double(columns)).rounded()))
      let sign = letters.map { String($0[index % $0.count]) } ?? "█"
      text.append(
        String(repeating: sign, count: max(0, end - drawn)), styles[index % styles.count])
      drawn = max(drawn, end)
    }
    return text
  }

  /// A value from 0 to 1 as one character: a block of that height, or a digit.
  public static func column(_ share: Double, hasBlocks: Bool) -> Character {
    let share = min(max(share, 0), 1)
    guard hasBlocks else { return Character("\(min(9, Int(share * 10)))") }
    return columnBlocks[min(7, Int(share * 8))]
  }

  private static let partialBlocks = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
  private static let columnBlocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
}
