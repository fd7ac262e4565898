extension Screen {
  /// The characters alone, one line for each row, between bars that show trailing spaces.
  public var text: String { rowTexts.map { "|\($0)|\n" }.joined() }

  /// The characters alone, one line for each row, without trailing spaces.
  public var trimmedText: String {
    rowTexts.map { row in
      let end = row.lastIndex { $0 != " " }.map { row.index(after: $0) } ?? row.startIndex
      return row[..<end] + "\n"
    }.joined()
  }

  /// Where the screen is not in the plain style, one line for each run of a style.
  ///
  /// `2 10-13: 227 on 53 bold` says that row 2 has that style from column 10 to 13. Tests of colour
  /// compare this.
  public var paletteDump: String {
    styleRuns.filter { $0.style != .plain }
      .map { "\($0.row) \($0.columns.lowerBound)-\($0.columns.upperBound - 1): \($0.style)\n" }
      .joined()
  }

  /// The screen as text for a terminal, one line for each row, coloured by SGR sequences.
  ///
  /// For fewer colours or plain ASCII call it on ``reduced(to:)``.
  public var ansi: String {
    var text = ""
    var row = 0
    for run in styleRuns {
      if run.row != row {
        text += "\n"
        row = run.row
      }
      let characters = rowTexts(run.row, run.columns)
      text += run.style == .plain ? characters : "\(run.style.sgr)\(characters)\u{1B}[0m"
    }
    return size.rows == 0 ? "" : text + "\n"
  }

  private var rowTexts: [String] {
    (0..<size.rows).map { rowTexts($0, 0..<size.columns) }
  }

  private func rowTexts(_ row: Int, _ columns: Range<Int>) -> String {
    var text = ""
    for column in columns { text.unicodeScalars.append(self[row, column].scalar) }
    return text
  }

  /// Neighbours of one style in one row.
  private var styleRuns: [(row: Int, columns: Range<Int>, style: Style)] {
    (0..<size.rows).flatMap { row in
      var runs: [(row: Int, columns: Range<Int>, style: Style)] = []
      for column in 0..<size.columns {
        let style = self[row, column].style
        if let last = runs.indices.last, runs[last].style == style {
          runs[last].columns = runs[last].columns.lowerBound..<(column + 1)
        } else {
          runs.append((row, column..<(column + 1), style))
        }
      }
      return runs
    }
  }
}

extension Style {
  /// The "select graphic rendition" sequence that turns the plain style into this one.
  fileprivate var sgr: String {
    var codes: [String] = []
    if isBold { codes.append("1") }
    if isDim { codes.append("2") }
    if isUnderlined { codes.append("4") }
    if isReversed { codes.append("7") }
    if case .palette(let index) = foreground { codes.append(code(index, base: 30, bright: 90)) }
    if case .palette(let index) = background { codes.append(code(index, base: 40, bright: 100)) }
    return "\u{1B}[\(codes.joined(separator: ";"))m"
  }

  private func code(_ index: UInt8, base: Int, bright: Int) -> String {
    switch index {
    case 0..<8: "\(base + Int(index))"
    case 8..<16: "\(bright + Int(index) - 8)"
    default: "\(base + 8);5;\(index)"
    }
  }
}
