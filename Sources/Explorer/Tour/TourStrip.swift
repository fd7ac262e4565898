import Screens

/// The tour's place on the screen: a strip below the page, as high as its text.
struct TourStrip {
  /// Rows that the page keeps, however long the text is.
  static let pageRows = 10

  private let tour: Tour
  private let session: Session
  private let lines: [StyledText]

  init(_ tour: Tour, _ session: Session, columns: Int) {
    self.tour = tour
    self.session = session
    lines = TourText.lines(
      tour.step.text(session), columns: columns - 2, key: session.theme.accent)
  }

  /// How many lines the text has.
  var lineCount: Int { lines.count }

  /// Rows to take of a page that has so many.
  func rows(of available: Int) -> Int {
    min(lines.count + 1, max(2, available - Self.pageRows), max(0, available))
  }

  func draw(in area: Rect, on screen: inout Screen) {
    let theme = session.theme
    screen.fill(area)
    var caption = StyledText(
      "tour \(tour.index + 1)/\(TourCatalog.steps.count) ", theme.accent)
    caption.append(tour.step.title, theme.title)
    screen.rule(caption, in: area, style: theme.line)
    let keys = keys(hasMore: tour.linesRead + area.rows - 1 < lines.count)
    let column = area.columnRange.upperBound - keys.columns - 3
    if column > area.column + caption.columns + 3 {
      screen.write(StyledText(" ") + keys + " ", row: area.row, column: column, in: area)
    }
    let shown = lines.dropFirst(tour.linesRead).prefix(max(0, area.rows - 1))
    for (row, line) in shown.enumerated() {
      screen.write(line, row: area.row + 1 + row, column: area.column + 1, in: area)
    }
  }

  private func keys(hasMore: Bool) -> StyledText {
    let isLast = tour.index == TourCatalog.steps.count - 1
    var hints: [(key: String, text: String)] = []
    if hasMore || !isLast { hints.append((".", hasMore ? "more" : "next")) }
    if tour.index > 0 || tour.linesRead > 0 { hints.append((",", "back")) }
    hints.append(("Esc", isLast && !hasMore ? "end" : "leave"))
    var text = StyledText()
    for hint in hints {
      if !text.runs.isEmpty { text.append("  ") }
      text.append(hint.key, session.theme.accent)
      text.append(" \(hint.text)")
    }
    return text
  }
}
