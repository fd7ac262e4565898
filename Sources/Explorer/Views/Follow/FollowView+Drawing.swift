import Screens
import VisionTransformers

extension FollowView {
  func render(_ session: Session, in area: Rect, on screen: inout Screen) {
    let curve = FollowCurve(
      session: session, reading: reading, known: known, showsOthers: showsOthers)
    if showsGrowthAlone {
      let hasFrames = area.columns >= MapLayout.frameColumns
      draw(
        curve, in: hasFrames ? area : area.inset(left: 1, right: 1), hasFrames: hasFrames, session,
        on: &screen)
      return
    }
    let layout = layout(session, in: area)
    drawMap(layout, session, on: &screen)
    drawFacts(layout, session, on: &screen)
    draw(curve, in: layout.growth, hasFrames: layout.hasFrames, session, on: &screen)
    screen.cursor = focusCell(layout, session)
  }

  func pageRows(_ session: Session, in area: Rect) -> Int {
    let viewport = layout(session, in: area).viewport
    return max(
      1, viewport.rows.count * viewport.pool * session.grid.rows / max(1, viewport.grid.rows))
  }

  mutating func mouse(
    row: Int, column: Int, _ action: MouseAction, in area: Rect, session: inout Session
  ) {
    switch action {
    case .wheelUp: session.stepLayer(by: -1)
    case .wheelDown: session.stepLayer(by: 1)
    case .press:
      let viewport = layout(session, in: area).viewport
      guard !showsGrowthAlone, let place = viewport.token(atRow: row, column: column) else {
        return
      }
      let point = PixelScale(grid: viewport.grid, input: session.spec.input)
        .center(row: place.row, column: place.column)
      let token = session.scale.token(at: point)
      session.move(toRow: token.row, column: token.column)
    }
  }

  // MARK: - Parts

  /// The grid of the map that is drawn: the shares', or pixels before there are any.
  private func mapGrid(_ session: Session) -> TokenGrid {
    let input = session.spec.input
    return shownMass?.grid ?? TokenGrid(rows: input.height, columns: input.width)
  }

  private func layout(_ session: Session, in area: Rect) -> FollowLayout {
    let grid = mapGrid(session)
    let facts = facts(session)
    return FollowLayout(
      grid,
      around: PixelScale(grid: grid, input: session.spec.input).token(at: session.selection.point),
      session.capabilities, isFit: isFit, factRows: { facts.lines(columns: $0).count }, in: area)
  }

  private func facts(_ session: Session) -> FollowFacts {
    FollowFacts(session: session, reading: reading, known: known, showsOthers: showsOthers)
  }

  private func drawMap(_ layout: FollowLayout, _ session: Session, on screen: inout Screen) {
    let (theme, viewport) = (session.theme, layout.viewport)
    var legend = StyledText("computing…", theme.faint)
    var map: FollowMap?
    if let mass = shownMass, let token = known.token {
      let made = FollowMap(
        mass, reading, colors: colors, showsPicture: showsPicture,
        extent: token.extent(on: mass.grid), viewport: viewport,
        capabilities: session.capabilities, theme: theme)
      legend = FollowLegend(session: session, map: made).text
      map = made
    }
    if layout.hasFrames {
      Frame(heading(theme), footnote: legend, style: theme.line).draw(in: layout.panel, on: &screen)
    } else {
      screen.rule(legend, in: layout.legend, style: theme.line)
    }
    map?.draw(on: &screen)
    PinMarks(session: session, viewport: viewport).draw(on: &screen)
    let focus = PixelScale(grid: viewport.grid, input: session.spec.input)
      .token(at: session.selection.point)
    MapRulers(viewport: viewport, cursor: focus, theme: theme)
      .draw(columns: layout.columnRuler, rows: layout.rowRuler, on: &screen)
  }

  /// What is drawn, and where the way ends.
  private func heading(_ theme: Theme) -> StyledText {
    var title = StyledText("follow ", theme.title)
    if let token = known.token {
      title.append("to \(token.name(of: token.stops - 1 - stopsShort))", theme.faint)
    }
    return title
  }

  private func drawFacts(_ layout: FollowLayout, _ session: Session, on screen: inout Screen) {
    var inside = layout.facts
    if layout.hasFrames {
      inside = Frame(StyledText("token", session.theme.title), style: session.theme.line)
        .draw(in: inside, on: &screen).inset(left: 1, right: 1)
    }
    let lines = facts(session).lines(columns: inside.columns)
    for (row, line) in lines.prefix(inside.rows).enumerated() {
      screen.write(line, row: inside.row + row, column: inside.column, in: inside)
    }
  }

  private func draw(
    _ curve: FollowCurve, in area: Rect, hasFrames: Bool, _ session: Session,
    on screen: inout Screen
  ) {
    guard area.rows > 2 else { return }
    let theme = session.theme
    var inside = area
    if hasFrames {
      inside = Frame(StyledText("growth", theme.title), style: theme.line)
        .draw(in: area, on: &screen).inset(left: 1, right: 1)
    } else {
      screen.rule(StyledText("growth", theme.faint), in: inside.takeTop(1), style: theme.line)
    }
    guard let plot = curve.plot else {
      let words = known.isPending ? "computing…" : NumberText.none
      screen.write(words, row: inside.row, column: inside.column, style: theme.faint, in: inside)
      return
    }
    plot.draw(in: inside, on: &screen, theme: theme, charset: session.capabilities.charset)
  }

  private func focusCell(_ layout: FollowLayout, _ session: Session) -> Position {
    let scale = PixelScale(grid: layout.viewport.grid, input: session.spec.input)
    let place = scale.token(at: session.selection.point)
    return layout.viewport.cell(ofRow: place.row, column: place.column)
  }
}

/// What the squares of the map mean, in a line.
struct FollowLegend {
  let session: Session
  let map: FollowMap

  var text: StyledText {
    let theme = session.theme
    let pool = map.viewport.pool
    var text = StyledText(pool > 1 ? "\(pool)x\(pool) each  " : "", theme.faint)
    let isColored = session.capabilities.hasColoredHalfBlocks
    guard map.reading != .theory else {
      text.append(
        isColored ? "bright: reached, dim: not" : "luma + o reached, blank not, >@ token",
        theme.faint)
      return text
    }
    let top = NumberText.percent(map.topShare)
    if isColored {
      text.append("0 ", theme.faint)
      for color in theme.ramp.levels {
        text.append(" ", Style(background: .palette(color)))
      }
      text.append(" \(top) or more (sqrt), dim: nothing", theme.faint)
    } else {
      text.append("luma + share 0-9 (sqrt, 9 from \(top)), blank nothing, >@ token", theme.faint)
    }
    return text
  }
}
