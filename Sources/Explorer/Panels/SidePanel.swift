import Screens

/// A panel of the side column: lines of text, the most important first.
protocol SidePanel: Sendable {
  var title: String { get }

  /// What it is called for what is shown now; its ``title`` unless told.
  func title(_ session: Session) -> String

  /// Rows without which there is no point, rows to have, and rows to fill when there are many.
  func rows(_ session: Session, columns: Int) -> PanelRows

  /// What it says in so much room; more lines than that are cut off.
  func lines(_ session: Session, columns: Int, rows: Int) -> [StyledText]
}

extension SidePanel {
  func title(_ session: Session) -> String { title }
}

/// How many rows a panel asks for.
struct PanelRows: Equatable, Sendable {
  var minimum: Int
  var ideal: Int
  var most: Int
}

/// The side column: panels one above the other, or one alone.
struct SidePanels {
  /// Every panel of the map, from top to bottom.
  static let all: [any SidePanel] = [
    TokenPanel(), KeysPanel(), LayersPanel(), RunPanel(), PinsPanel(),
  ]

  /// From top to bottom.
  var panels = all
  /// Places in ``panels``: who gives way last, and gets more room first.
  var importance = [0, 4, 2, 3, 1]
  /// The keys that zoom them; from 1 on where nothing is said.
  var numbers: [Int]?
  let session: Session
  let zoomed: Int?
  let hasFrames: Bool

  func draw(in area: Rect, on screen: inout Screen) {
    var rest = area
    if let zoomed {
      draw(zoomed, isFirst: true, in: rest, on: &screen)
      return
    }
    let heights = heights(in: area)
    for (index, height) in heights.enumerated() where height > 0 {
      let isFirst = !heights[..<index].contains { $0 > 0 }
      let isLast = !heights[(index + 1)...].contains { $0 > 0 }
      let rows = isLast ? rest.rows : height + chrome(isFirst: isFirst)
      draw(index, isFirst: isFirst, in: rest.takeTop(rows), on: &screen)
    }
  }

  private func draw(_ index: Int, isFirst: Bool, in area: Rect, on screen: inout Screen) {
    let (panel, theme) = (panels[index], session.theme)
    var inside = area
    if hasFrames {
      var title = StyledText("\(numbers?[index] ?? index + 1) ", theme.faint)
      title.append(panel.title(session), theme.title)
      inside = Frame(title, style: theme.line).draw(in: area, on: &screen).inset(left: 1, right: 1)
    } else if !isFirst || zoomed != nil {
      screen.rule(
        StyledText(panel.title(session), theme.faint), in: inside.takeTop(1), style: theme.line)
    }
    let lines = panel.lines(session, columns: inside.columns, rows: inside.rows)
    for (row, line) in lines.prefix(inside.rows).enumerated() {
      screen.write(line, row: inside.row + row, column: inside.column, in: inside)
    }
  }

  /// Rows that a panel's frame or caption takes.
  private func chrome(isFirst: Bool) -> Int { hasFrames ? 2 : isFirst ? 0 : 1 }

  /// Rows for the lines of each panel; 0 for those that there is no room for.
  private func heights(in area: Rect) -> [Int] {
    let columns = area.columns - (hasFrames ? 4 : 0)
    let wanted = panels.map { $0.rows(session, columns: columns) }
    var heights = Array(repeating: 0, count: wanted.count)
    var left = area.rows
    for index in importance where wanted[index].minimum > 0 {
      let cost = wanted[index].minimum + chrome(isFirst: index == 0)
      guard cost <= left else { continue }
      heights[index] = wanted[index].minimum
      left -= cost
    }
    for enough in [\PanelRows.ideal, \PanelRows.most] {
      for index in importance where heights[index] > 0 {
        let more = min(left, max(0, wanted[index][keyPath: enough] - heights[index]))
        heights[index] += more
        left -= more
      }
    }
    return heights
  }
}

/// Lines of a caption and what it names.
struct CaptionedLines {
  /// Columns that captions take.
  static let captionColumns = 9

  let theme: Theme
  let columns: Int
  private(set) var lines: [StyledText] = []

  init(theme: Theme, columns: Int) {
    self.theme = theme
    self.columns = columns
  }

  mutating func add(_ caption: String, _ value: StyledText) {
    lines.append(
      StyledText(caption.aligned(left: Self.captionColumns), theme.faint) + value)
  }

  mutating func add(_ caption: String, _ value: String, _ style: Style = .plain) {
    add(caption, StyledText(value, style))
  }

  /// Adds a sentence in as many lines as it needs.
  mutating func add(_ caption: String, wrapping value: String, _ style: Style = .plain) {
    let width = columns - Self.captionColumns
    for (index, line) in value.escapingControls.wrapped(to: width).enumerated() {
      add(index == 0 ? caption : "", line, style)
    }
  }

  /// Adds as many words as fit.
  mutating func add(_ caption: String, fitting words: [String], separator: String = "  ") {
    var line = ""
    for word in words {
      let longer = line.isEmpty ? word : line + separator + word
      if longer.count <= columns - Self.captionColumns { line = longer }
    }
    add(caption, line)
  }
}
