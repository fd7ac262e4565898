import Screens
import VisionTransformers

extension CompareView {
  func render(_ session: Session, in area: Rect, on screen: inout Screen) {
    guard let reading else {
      let grid = session.cursorGrid
      let text =
        session.picture == nil
        ? "waiting for the picture…" : "laying every mechanism on \(grid.rows)x\(grid.columns)…"
      screen.write(text, row: area.row + 1, column: area.column + 2, style: session.theme.faint)
      return
    }
    if isZoomed {
      CompareZoom(
        reading: reading, selected: selected, showsBranches: page == .branches, isFit: isFit,
        bands: bands, session: session
      ).draw(in: area, on: &screen)
    } else if page.hasMaps {
      drawMaps(reading, session, in: area, on: &screen)
    } else {
      drawNumbers(reading, session, in: area, on: &screen)
    }
  }

  func pageRows(_ session: Session, in area: Rect) -> Int {
    guard let reading, page.hasMaps, !isZoomed,
      let viewport = layout(reading, session, in: area).tiles.first?.viewport
    else { return session.cursorGrid.rows }
    return viewport.rows.count * viewport.pool
  }

  mutating func mouse(
    row: Int, column: Int, _ action: MouseAction, in area: Rect, session: inout Session
  ) {
    switch action {
    case .wheelUp: select(by: -1)
    case .wheelDown: select(by: 1)
    case .press:
      guard let reading, page.hasMaps, !isZoomed else { return }
      for tile in layout(reading, session, in: area).tiles
      where tile.area.contains(row: row, column: column) {
        select(tile.index)
        guard let token = tile.viewport.token(atRow: row, column: column) else { return }
        session.move(toRow: token.row, column: token.column)
      }
    }
  }

  private func layout(_ reading: CompareReading, _ session: Session, in area: Rect) -> CompareLayout
  {
    CompareLayout(
      count: reading.entries.count, selected: selected, grid: reading.grid,
      cursor: reading.grid.position(of: reading.token), isFit: isFit,
      hasBars: !session.capabilities.hasColoredHalfBlocks, in: area)
  }

  // MARK: - Small maps

  private func drawMaps(
    _ reading: CompareReading, _ session: Session, in area: Rect, on screen: inout Screen
  ) {
    let layout = layout(reading, session, in: area)
    for tile in layout.tiles {
      drawTile(tile, reading, session, on: &screen)
    }
    drawFooter(layout, reading, session, on: &screen)
    let tableRows = reading.entries.count + 1
    if layout.rest.rows > tableRows {
      var rest = layout.rest.inset(top: 1)
      let table = rest.takeLeft(min(rest.columns, max(70, rest.columns - 52)))
      CompareTable(reading: reading, selected: selected, session: session)
        .draw(in: table, on: &screen)
      CompareCosts(reading: reading, session: session).drawPlot(
        in: rest.inset(left: 2), on: &screen)
    } else {
      CompareBars(reading: reading, selected: selected, session: session)
        .draw(in: layout.rest.inset(top: 1, left: 1, right: 1), on: &screen)
    }
  }

  private func drawTile(
    _ tile: CompareLayout.Tile, _ reading: CompareReading, _ session: Session,
    on screen: inout Screen
  ) {
    let (entry, theme) = (reading.entries[tile.index], session.theme)
    let isSelected = tile.index == selected
    screen.write(
      entry.isOwn ? ">" : " ", row: tile.area.row, column: tile.area.column, style: theme.accent,
      in: tile.area)
    let title = "\(entry.number) "
    let name = entry.name(columns: tile.area.columns - title.count - 1)
    screen.write(
      title + name, row: tile.area.row, column: tile.area.column + 1,
      style: isSelected ? theme.selected : theme.title, in: tile.area)
    guard let region = try? entry.region.get() else {
      let room = tile.area.inset(top: 1, left: 1)
      for (row, line) in entry.verdict.wrapped(to: room.columns).prefix(room.rows).enumerated() {
        screen.write(line, row: room.row + row, column: room.column, style: theme.faint, in: room)
      }
      return
    }
    RegionTile(
      region: region, token: reading.token, colors: reading.colors,
      showsBranches: page == .branches, capabilities: session.capabilities, theme: theme
    ).draw(tile.viewport, on: &screen)
    PinMarks(session: session, viewport: tile.viewport).draw(on: &screen)
    if !session.capabilities.hasColoredHalfBlocks { drawBars(tile, theme, on: &screen) }
    let facts = CompareFacts(region)
    let captions = [facts.caption, facts.secondCaption]
    for (row, caption) in captions.prefix(tile.captions.rows).enumerated() {
      screen.write(
        caption(tile.area.columns - 1), row: tile.captions.row + row, column: tile.area.column + 1,
        style: isSelected ? theme.title : .plain, in: tile.area)
    }
    if isSelected {
      let (row, column) = reading.grid.position(of: reading.token)
      screen.cursor = tile.viewport.cell(ofRow: row, column: column)
    }
  }

  /// Lines to the left and right of a map whose outside is blank.
  private func drawBars(_ tile: CompareLayout.Tile, _ theme: Theme, on screen: inout Screen) {
    let map = tile.viewport.area
    for row in map.rowRange {
      screen.write("|", row: row, column: map.column - 1, style: theme.line)
      screen.write("|", row: row, column: map.columnRange.upperBound, style: theme.line)
    }
  }

  /// What is seen, and what is to be said of the chosen mechanism.
  private func drawFooter(
    _ layout: CompareLayout, _ reading: CompareReading, _ session: Session,
    on screen: inout Screen
  ) {
    let legend = CompareLegend(reading: reading, session: session)
    var parts: [StyledText] = []
    if let pool = layout.tiles.first?.viewport.pool, pool > 1 {
      parts.append(StyledText("  \(pool)x\(pool) tokens each", session.theme.faint))
    }
    let seen = layout.tiles.count
    if seen < reading.entries.count, let first = layout.tiles.first {
      parts.append(
        StyledText(
          "  \(first.index + 1)-\(first.index + seen) of \(reading.entries.count): Tab",
          session.theme.accent))
    }
    parts.append(page == .branches ? legend.branches : legend.maps)
    let room = layout.legend.columns - 3
    let text = parts.reduce(legend.place) { text, part in
      text.columns + part.columns <= room ? text + part : text
    }
    screen.rule(text, in: layout.legend, style: session.theme.line)
    legend.drawChosen(reading.entries[selected], in: layout.chosen, on: &screen)
  }

  // MARK: - Numbers

  private func drawNumbers(
    _ reading: CompareReading, _ session: Session, in area: Rect, on screen: inout Screen
  ) {
    var rest = area
    let chosen = rest.takeBottom(2)
    let rule = rest.takeBottom(1)
    let legend = CompareLegend(reading: reading, session: session)
    screen.rule(legend.place + legend.numbers, in: rule, style: session.theme.line)
    legend.drawChosen(reading.entries[selected], in: chosen, on: &screen)
    if page == .table {
      CompareTable(reading: reading, selected: selected, session: session)
        .draw(in: rest, on: &screen)
    } else {
      CompareCosts(reading: reading, session: session).draw(in: rest, on: &screen)
    }
    screen.cursor = Position(row: area.row + 1 + selected, column: area.column)
  }
}
