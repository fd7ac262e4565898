import Screens
import VisionTransformers

/// How many tokens have which number, the one under the cursor marked.
struct FeatureHistogram {
  let values: [Float]
  /// The token under the cursor.
  let token: Int
  /// Digits after the point of the numbers at the ends.
  let digits: Int
  /// Where outliers begin; nothing where there are none.
  let limit: Double?
  let session: Session

  /// The highest it is drawn, and the least that is worth drawing.
  private static let rows = (least: 4, most: 12)

  init(
    _ values: [Float], of token: Int, digits: Int, limit: Double? = nil, session: Session
  ) {
    (self.values, self.token, self.digits) = (values, token, digits)
    (self.limit, self.session) = (limit, session)
  }

  /// How many values lie in each of so many parts of their range, from the least on.
  func counts(bins: Int) -> [Int] {
    var counts = Array(repeating: 0, count: bins)
    for value in values { counts[bin(of: Double(value), of: bins)] += 1 }
    return counts
  }

  private var range: ValueRange {
    ValueRange(low: Double(values.min() ?? 0), high: Double(values.max() ?? 0))
  }

  private func bin(of value: Double, of bins: Int) -> Int {
    min(bins - 1, max(0, Int(range.position(of: value) * Double(bins))))
  }

  /// Columns above a line that the token's arrow and the ends of the range stand below.
  func draw(in area: Rect, on screen: inout Screen) {
    let rows = min(area.rows - 3, Self.rows.most)
    guard rows >= Self.rows.least, area.columns >= 16, values.indices.contains(token),
      range.high > range.low
    else { return }
    let theme = session.theme
    let bins = min(area.columns, 60)
    let counts = counts(bins: bins)
    let hasBlocks = session.capabilities.charset != .ascii
    screen.write(
      "tokens, up to \(counts.max() ?? 0) a column", row: area.row, column: area.column,
      style: theme.faint, in: area)
    // A column without tokens stays empty.
    let lines = ColumnChart(counts.map { $0 == 0 ? .nan : Double($0) })
      .lines(columns: bins, rows: rows, hasBlocks: hasBlocks)
    let own = bin(of: Double(values[token]), of: bins)
    let outliers = limit.map { bin(of: $0, of: bins) } ?? bins
    for (row, line) in lines.enumerated() {
      for (column, character) in line.enumerated() where character != " " {
        screen.write(
          String(character), row: area.row + 1 + row, column: area.column + column,
          style: column == own ? theme.accent : column > outliers ? theme.warning : theme.parts[4],
          in: area)
      }
    }
    let (low, high) = (text(range.low), text(range.high))
    let row = area.row + 1 + rows
    screen.write(low, row: row + 1, column: area.column, style: theme.faint, in: area)
    screen.write(
      high, row: row + 1, column: area.column + bins - high.count, style: theme.faint, in: area)
    screen.write(
      hasBlocks ? "▲" : "^", row: row, column: area.column + own, style: theme.accent, in: area)
    let value = text(Double(values[token]))
    guard value != low, value != high else { return }
    let start = min(max(own - value.count / 2, low.count + 1), bins - high.count - 1 - value.count)
    screen.write(value, row: row + 1, column: area.column + start, style: theme.accent, in: area)
  }

  private func text(_ value: Double) -> String { NumberText.fixed(value, digits) }
}
