import Screens
import VisionTransformers

/// Draws the page of heads.
struct HeadsDrawing {
  let view: HeadsView
  let session: Session
  let layout: HeadsLayout
  private let order: [Int]

  init(_ view: HeadsView, _ session: Session, in area: Rect) {
    self.view = view
    self.session = session
    order = view.order(session)
    let heads = (order.count, session.geometry.layers.map(\.spec.context.heads).max() ?? 1)
    layout = HeadsLayout(zoomed: view.zoomed, heads: heads, in: area) { [order] room in
      Self.multiples(of: order, view, session, in: room)?.quality ?? (0, 0)
    }
  }

  var theme: Theme { session.theme }

  func draw(on screen: inout Screen) {
    for (panel, area) in layout.panels {
      let inside = drawEdges(panel, in: area, on: &screen)
      switch panel {
      case .maps: drawMaps(in: inside, on: &screen)
      case .table: drawTable(in: inside, on: &screen)
      case .layers: grid.draw(in: inside, on: &screen)
      case .depth: drawDepth(in: inside, on: &screen)
      }
    }
  }

  /// What a place on the screen is of.
  func hit(row: Int, column: Int) -> (layer: Int?, head: Int, token: (row: Int, column: Int)?)? {
    for (panel, area) in layout.panels where area.contains(row: row, column: column) {
      let inside = layout.inside(area)
      switch panel {
      case .maps:
        guard let hit = multiples(in: inside)?.hit(row: row, column: column) else { return nil }
        return (nil, order[hit.tile.place], hit.token)
      case .table:
        return table.head(atRow: row, in: inside).map { (nil, $0, nil) }
      case .layers:
        return grid.hit(row: row, column: column, in: inside).map { ($0.layer, $0.head, nil) }
      case .depth: return nil
      }
    }
    return nil
  }

  // MARK: - Parts

  var grid: HeadGrid {
    HeadGrid(session: session, findings: view.findings, measure: view.measure.compared)
  }

  private var table: HeadTable {
    HeadTable(
      heads: view.rows(session), measure: view.measure, isReversed: view.isReversed,
      selected: session.shownHead, theme: theme)
  }

  private func multiples(in area: Rect) -> HeadMultiples? {
    Self.multiples(of: order, view, session, in: area)
  }

  private static func multiples(
    of order: [Int], _ view: HeadsView, _ session: Session, in area: Rect
  ) -> HeadMultiples? {
    guard let reading = view.reading, reading.grid == session.grid else { return nil }
    let place = session.shownHead.flatMap { order.firstIndex(of: $0) } ?? 0
    let digits = "h\(order.max() ?? 0)".count
    let value = view.rows(session).compactMap { numbers in
      let measure = view.measure.compared
      return measure.value(of: numbers).map { measure.text(of: $0).count + 1 }
    }.max()
    return HeadMultiples(
      of: order.count, showing: place, on: reading.grid, cursor: session.cursor,
      titleColumns: digits + (value ?? 0), hasEdges: !session.capabilities.hasColoredHalfBlocks,
      in: area)
  }

  private func drawMaps(in area: Rect, on screen: inout Screen) {
    guard let reading = view.reading, let multiples = multiples(in: area) else {
      screen.write(
        "this layer has no region here", row: area.row, column: area.column, style: theme.faint,
        in: area)
      return
    }
    var heads: [Int: HeadsReading.Head] = [:]
    for head in reading.heads { heads[head.head] = head }
    var means: [Int: HeadNumbers] = [:]
    for numbers in view.rows(session) { means[numbers.head] = numbers }
    let titles = titles(multiples, heads, means)
    for tile in multiples.tiles {
      guard let head = heads[order[tile.place]] else { continue }
      screen.write(
        titles[head.head] ?? StyledText(), row: tile.title.row, column: tile.title.column,
        in: tile.title)
      HeadMapPainter(
        reading: reading, head: head, viewport: tile.viewport, cells: view.cells,
        largest: view.sharesScale ? reading.largest : head.largest,
        capabilities: session.capabilities, theme: theme
      ).draw(on: &screen)
      PinMarks(session: session, viewport: tile.viewport).draw(on: &screen)
      if head.head == session.shownHead ?? order.first {
        screen.cursor = tile.viewport.cell(
          ofRow: session.cursor.row, column: session.cursor.column)
      }
    }
    if multiples.tiles.count < multiples.count, let first = multiples.tiles.first?.place {
      let text = "\(first + 1) to \(first + multiples.tiles.count) of \(multiples.count)"
      screen.write(
        text, row: area.rowRange.upperBound - 1, column: area.columnRange.upperBound - text.count,
        style: theme.faint, in: area)
    }
  }

  /// Above each map the head's number, its branch if all of them have room, and the number that heads
  /// are sorted by.
  private func titles(
    _ multiples: HeadMultiples, _ heads: [Int: HeadsReading.Head], _ numbers: [Int: HeadNumbers]
  ) -> [Int: StyledText] {
    let shown = multiples.tiles.compactMap { heads[order[$0.place]] }
    let width = multiples.tiles.first?.title.columns ?? 0
    let withBranches = shown.map { title($0, numbers[$0.head], hasBranch: true) }
    let hasBranches =
      view.reading?.hasTwoBranches == true && withBranches.allSatisfy { $0.columns <= width }
    return Dictionary(
      uniqueKeysWithValues: zip(shown, withBranches).map { head, text in
        (head.head, hasBranches ? text : title(head, numbers[head.head], hasBranch: false))
      })
  }

  private func title(
    _ head: HeadsReading.Head, _ numbers: HeadNumbers?, hasBranch: Bool
  ) -> StyledText {
    let isSelected = session.shownHead == head.head
    var text = StyledText("h\(head.head)", isSelected ? theme.selected : theme.title)
    text.append(isSelected ? "<" : " ", theme.accent)
    if hasBranch { text.append("\(head.branch) ", theme.faint) }
    let measure = view.measure.compared
    if let value = numbers.flatMap({ measure.value(of: $0) }) {
      text.append(measure.text(of: value))
    }
    return text
  }

  private func drawTable(in area: Rect, on screen: inout Screen) {
    let table = table
    table.draw(in: area, on: &screen)
    if table.heads.isEmpty { drawReason(in: area.inset(top: 1), on: &screen) }
  }

  private func drawDepth(in area: Rect, on screen: inout Screen) {
    guard !view.findings.heads.isEmpty else { return drawReason(in: area, on: &screen) }
    HeadScatter(session: session, findings: view.findings, measure: view.measure.compared)
      .draw(in: area, on: &screen)
  }

  /// Why there are no numbers.
  private func drawReason(in area: Rect, on screen: inout Screen) {
    let reason =
      session.selection.mechanism != nil
      ? "the model does not run this mechanism"
      : view.findings.isWorking || session.run.isActive ? "computing…" : "after a run: r"
    screen.write(reason, row: area.row, column: area.column, style: theme.faint, in: area)
  }
}
