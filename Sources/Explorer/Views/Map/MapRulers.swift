import Screens

/// Row and column numbers along the map, those of the cursor standing out.
struct MapRulers {
  let viewport: MapViewport
  let cursor: (row: Int, column: Int)
  let theme: Theme

  func draw(columns columnRuler: Rect, rows rowRuler: Rect, on screen: inout Screen) {
    drawColumns(in: columnRuler, on: &screen)
    drawRows(in: rowRuler, on: &screen)
  }

  private func drawColumns(in area: Rect, on screen: inout Screen) {
    let step = step(of: viewport.columns, cells: viewport.span, label: 4)
    var labels: [(column: Int, text: String)] = []
    for square in viewport.columns where square % step == 0 {
      let column =
        area.column + viewport.pixel(row: viewport.rows.lowerBound, column: square).column
      labels.append((column, String(square * viewport.pool)))
    }
    let mark = String(cursor.column)
    let place = viewport.cell(ofRow: cursor.row, column: cursor.column).column
    let start = min(place, max(area.column, area.columnRange.upperBound - mark.count))
    for label in labels
    where label.column + label.text.count <= area.columnRange.upperBound
      && (label.column + label.text.count < start || label.column > start + mark.count)
    {
      screen.write(label.text, row: area.row, column: label.column, style: theme.faint, in: area)
    }
    screen.write(mark, row: area.row, column: start, style: theme.selected, in: area)
  }

  private func drawRows(in area: Rect, on screen: inout Screen) {
    let isDense = viewport.span >= 2
    let cursorRow = viewport.cell(ofRow: cursor.row, column: cursor.column).row
    for row in area.rowRange {
      let square = viewport.rows.lowerBound + 2 * (row - area.row) / viewport.span
      let isStart = 2 * (row - area.row) % viewport.span == 0
      let token = row == cursorRow ? cursor.row : square * viewport.pool
      let isShown = isStart && (isDense || (row - area.row) % 2 == 0)
      guard row == cursorRow || isShown else { continue }
      let text = String(token).aligned(right: area.columns - 1)
      let digits = String(token).count
      screen.write(
        text, row: row, column: area.column, style: row == cursorRow ? .plain : theme.faint,
        in: area)
      if row == cursorRow {
        screen.restyle(
          area.rows(row - area.row..<row - area.row + 1)
            .columns(area.columns - 1 - digits..<area.columns - 1)
        ) { $0.style = theme.selected }
      }
    }
  }

  /// Squares from one label to the next: as few as leave room for it, and a round number.
  private func step(of squares: Range<Int>, cells: Int, label: Int) -> Int {
    [1, 2, 4, 7, 8, 14, 16, 28, 32].first { $0 * cells >= label } ?? 64
  }
}
