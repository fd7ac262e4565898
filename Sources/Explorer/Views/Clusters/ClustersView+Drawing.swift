import Screens
import VisionTransformers

extension ClustersView {
  private static let textColumns = 22
  private static let wideTextColumns = 32

  func render(_ session: Session, in area: Rect, on screen: inout Screen) {
    guard let reading else {
      let text = refusal ?? "waiting for the picture…"
      let lines = text.wrapped(to: area.columns - 4)
      for (row, line) in lines.prefix(area.rows).enumerated() {
        screen.write(
          line, row: area.row + 1 + row, column: area.column + 2,
          style: refusal == nil ? session.theme.faint : session.theme.warning)
      }
      return
    }
    let facts = ClusterFacts(reading, kMeans, session)
    let layout = layout(reading, session, in: area)
    let token = session.cursorToken
    for (place, map) in layout.maps.enumerated() {
      drawMap(place, map, facts, token: token, session, on: &screen)
    }
    for (row, line) in facts.lines(rows: layout.text.rows).prefix(layout.text.rows).enumerated() {
      screen.write(line, row: layout.text.row + row, column: layout.text.column, in: layout.text)
    }
    screen.rule(facts.legend, in: layout.legend, style: session.theme.line)
    screen.write(
      facts.cluster(of: token), row: layout.chosen.row, column: layout.chosen.column + 1,
      in: layout.chosen)
    let (row, column) = session.pageCursor
    screen.cursor = layout.maps.first?.viewport.cell(ofRow: row, column: column)
  }

  private func drawMap(
    _ place: Int, _ map: (title: Rect, viewport: MapViewport), _ facts: ClusterFacts, token: Int,
    _ session: Session, on screen: inout Screen
  ) {
    let isBalanced = maps != .kMeans && place == 0
    screen.write(
      isBalanced ? facts.balancedTitle : facts.kMeansTitle, row: map.title.row,
      column: map.title.column, in: map.title)
    guard let reading, let groups = isBalanced ? reading.balanced : kMeans?.groups else {
      screen.write(
        "computing…", row: map.title.row + 1, column: map.title.column,
        style: session.theme.faint, in: map.title)
      return
    }
    GroupMap(
      partition: groups.partition, grid: reading.grid, token: token,
      overlap: isBalanced ? reading.overlap(of: token) : [], capabilities: session.capabilities,
      theme: session.theme
    ).draw(map.viewport, on: &screen)
  }

  func pageRows(_ session: Session, in area: Rect) -> Int {
    guard let reading, let map = layout(reading, session, in: area).maps.first else {
      return session.cursorGrid.rows
    }
    return map.viewport.rows.count * map.viewport.pool
  }

  mutating func mouse(
    row: Int, column: Int, _ action: MouseAction, in area: Rect, session: inout Session
  ) {
    guard let reading else { return }
    switch action {
    case .wheelUp: _ = perform(.level(-1), on: &session)
    case .wheelDown: _ = perform(.level(1), on: &session)
    case .press:
      for map in layout(reading, session, in: area).maps {
        guard let token = map.viewport.token(atRow: row, column: column) else { continue }
        session.move(toRow: token.row, column: token.column)
      }
    }
  }

  // MARK: - Layout

  private struct Layout {
    var maps: [(title: Rect, viewport: MapViewport)]
    var text: Rect
    var legend: Rect
    var chosen: Rect
  }

  private func layout(_ reading: ClusterReading, _ session: Session, in area: Rect) -> Layout {
    var rest = area
    let chosen = rest.takeBottom(1)
    let legend = rest.takeBottom(1)
    let text = rest.takeRight(area.columns >= 100 ? Self.wideTextColumns : Self.textColumns)
    let count = maps == .both ? 2 : 1
    let width = rest.columns / count
    let span = session.capabilities.hasColoredHalfBlocks ? 1 : 2
    let placed = (0..<count).map { place -> (title: Rect, viewport: MapViewport) in
      var panel = rest.columns(place * width..<(place + 1) * width).inset(right: 1)
      let title = panel.takeTop(1)
      let viewport = MapViewport(
        reading.grid, in: panel, smallestSpan: span, isFit: isFit, cursor: session.pageCursor)
      return (title, viewport)
    }
    return Layout(maps: placed, text: text, legend: legend, chosen: chosen)
  }
}

extension Session {
  /// The number of the token under the cursor on the grid that it moves on.
  var cursorToken: Int {
    let (row, column) = pageCursor
    return cursorGrid[row, column]
  }
}
