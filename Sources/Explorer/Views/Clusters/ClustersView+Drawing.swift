import Screens
import VisionTransformers

extension ClustersView {
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
    drawText(facts, layout, session, on: &screen)
    drawLevels(reading, layout, session, on: &screen)
    screen.rule(facts.legend, in: layout.legend, style: session.theme.line)
    screen.write(
      facts.cluster(of: token, columns: layout.chosen.columns - 2), row: layout.chosen.row,
      column: layout.chosen.column + 1, in: layout.chosen)
    let (row, column) = session.pageCursor
    screen.cursor = layout.maps.first?.viewport.cell(ofRow: row, column: column)
  }

  private func drawMap(
    _ place: Int, _ map: ClustersLayout.Map, _ facts: ClusterFacts, token: Int,
    _ session: Session, on screen: inout Screen
  ) {
    let isBalanced = maps != .kMeans && place == 0
    let columns = map.title.isEmpty ? map.panel.columns - 6 : map.title.columns
    var title =
      isBalanced ? facts.balancedTitle(columns: columns) : facts.kMeansTitle(columns: columns)
    if map.title.isEmpty {
      let note = poolNote(map.viewport, session)
      Frame(title, footnote: note, style: session.theme.line).draw(in: map.panel, on: &screen)
    } else {
      let note = poolNote(map.viewport, session)
      if title.columns + 2 + note.columns <= map.title.columns { title = title + "  " + note }
      screen.write(title, row: map.title.row, column: map.title.column, in: map.title)
    }
    guard let reading, let groups = isBalanced ? reading.balanced : kMeans?.groups else {
      screen.write(
        "computing…", row: map.viewport.area.row, column: map.viewport.area.column,
        style: session.theme.faint, in: map.panel)
      return
    }
    GroupMap(
      partition: groups.partition, grid: reading.grid, token: token,
      overlap: isBalanced ? reading.overlap(of: token) : [], capabilities: session.capabilities,
      theme: session.theme
    ).draw(map.viewport, on: &screen)
    PinMarks(session: session, viewport: map.viewport).draw(on: &screen)
    if let rulers = map.rulers {
      MapRulers(viewport: map.viewport, cursor: session.pageCursor, theme: session.theme)
        .draw(columns: rulers.columns, rows: rulers.rows, on: &screen)
    }
  }

  /// How many tokens a square is, where it is not one, or how many are seen.
  private func poolNote(_ viewport: MapViewport, _ session: Session) -> StyledText {
    if viewport.pool > 1 {
      return StyledText("\(viewport.pool)x\(viewport.pool) tokens each", session.theme.faint)
    }
    guard !viewport.isComplete else { return StyledText() }
    return StyledText(
      "\(viewport.rows.count)x\(viewport.columns.count) seen", session.theme.faint)
  }

  private func drawText(
    _ facts: ClusterFacts, _ layout: ClustersLayout, _ session: Session, on screen: inout Screen
  ) {
    var area = layout.text
    if layout.hasFrames {
      area = Frame(StyledText("groups", session.theme.title), style: session.theme.line)
        .draw(in: area, on: &screen).inset(left: 1, right: 1)
    }
    let lines = facts.lines(columns: area.columns, rows: area.rows)
    for (row, line) in lines.prefix(area.rows).enumerated() {
      screen.write(line, row: area.row + row, column: area.column, in: area)
    }
  }

  private func drawLevels(
    _ reading: ClusterReading, _ layout: ClustersLayout, _ session: Session,
    on screen: inout Screen
  ) {
    guard !layout.levels.isEmpty else { return }
    let area = Frame(StyledText("levels", session.theme.title), style: session.theme.line)
      .draw(in: layout.levels, on: &screen).inset(left: 1, right: 1)
    let kMeans = kMeans.flatMap { $0.key == reading.key ? $0 : nil }
    ClusterLevelsPanel(reading: reading, kMeans: kMeans, session: session)
      .draw(in: area, on: &screen)
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

  private func layout(
    _ reading: ClusterReading, _ session: Session, in area: Rect
  ) -> ClustersLayout {
    ClustersLayout(
      maps: maps == .both ? 2 : 1, on: reading.grid, cursor: session.pageCursor, isFit: isFit,
      session, in: area)
  }
}

extension Session {
  /// The number of the token under the cursor on the grid that it moves on.
  var cursorToken: Int {
    let (row, column) = pageCursor
    return cursorGrid[row, column]
  }
}
