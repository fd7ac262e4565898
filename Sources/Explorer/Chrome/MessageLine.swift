import Screens

/// One sentence for the person: in the status line, and over the rows above it where it is long.
struct MessageLine {
  /// Rows that a message may take.
  private static let limit = 4

  let text: String
  let theme: Theme

  /// Draws the message so that it ends in the status line.
  func draw(status: Rect, on screen: inout Screen) {
    let area = status.inset(left: 1, right: 1)
    var lines = "! \(text.escapingControls)".wrapped(to: area.columns)
    if lines.count > Self.limit {
      let rest = lines[(Self.limit - 1)...].joined(separator: " ")
      lines = lines.prefix(Self.limit - 1) + [rest.shortened(to: area.columns)]
    }
    let first = status.row - lines.count + 1
    for (index, line) in lines.enumerated() where first + index >= 0 {
      let row = first + index
      screen.fill(Rect(row: row, column: status.column, columns: status.columns, rows: 1))
      screen.write(line, row: row, column: area.column, style: theme.warning)
    }
  }
}
