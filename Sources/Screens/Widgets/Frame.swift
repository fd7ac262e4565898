/// A box of lines around a panel, with texts in its edges.
public struct Frame: Sendable {
  public var title: StyledText
  /// What stands at the right end of the upper edge.
  public var note: StyledText
  /// What stands in the lower edge.
  public var footnote: StyledText
  public var style: Style

  public init(
    _ title: StyledText, note: StyledText = StyledText(), footnote: StyledText = StyledText(),
    style: Style = .plain
  ) {
    self.title = title
    self.note = note
    self.footnote = footnote
    self.style = style
  }

  /// Draws the box along the edges of an area.
  ///
  /// - Returns: What is left inside.
  @discardableResult
  public func draw(in area: Rect, on screen: inout Screen) -> Rect {
    guard area.columns >= 2, area.rows >= 2 else { return area.inset(by: 1) }
    let (top, bottom) = (area.row, area.rowRange.upperBound - 1)
    let (left, right) = (area.column, area.columnRange.upperBound - 1)
    let edge = String(repeating: "─", count: area.columns - 2)
    screen.write("╭\(edge)╮", row: top, column: left, style: style)
    screen.write("╰\(edge)╯", row: bottom, column: left, style: style)
    for row in (top + 1)..<bottom {
      screen[row, left] = Cell("│", style: style)
      screen[row, right] = Cell("│", style: style)
    }
    let inside = area.inset(left: 1, right: 1)
    var noteColumn = right - 1 - note.columns - 1
    if !title.runs.isEmpty {
      let end = screen.write(StyledText(" ") + title + " ", row: top, column: left + 2, in: inside)
      noteColumn = max(noteColumn, end + 1)
    }
    if !note.runs.isEmpty {
      screen.write(StyledText(" ") + note + " ", row: top, column: noteColumn, in: inside)
    }
    if !footnote.runs.isEmpty {
      write(footnote, row: bottom, column: left + 2, in: inside, on: &screen)
    }
    return area.inset(by: 1)
  }

  private func write(
    _ text: StyledText, row: Int, column: Int, in area: Rect, on screen: inout Screen
  ) {
    screen.write(StyledText(" ") + text + " ", row: row, column: column, in: area)
  }
}

extension Screen {
  /// Draws a line across an area's first row, with a caption in it.
  public mutating func rule(_ caption: StyledText = StyledText(), in area: Rect, style: Style) {
    write(
      String(repeating: "─", count: area.columns), row: area.row, column: area.column, style: style,
      in: area)
    if !caption.runs.isEmpty {
      write(StyledText(" ") + caption + " ", row: area.row, column: area.column + 1, in: area)
    }
  }
}
