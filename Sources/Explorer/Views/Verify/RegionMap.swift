import Screens
import VisionTransformers

/// One side of a verified region on the map of tokens; what the other side has not is marked by a
/// sign and a colour.
struct RegionMap {
  enum Kind: Sendable {
    case declared, measured

    /// What marks tokens that are on this side only.
    var sign: Character { self == .declared ? "-" : "+" }
    /// Vermilion and yellow, from Okabe and Ito, which the blue of regions never is.
    var color: UInt8 { self == .declared ? 202 : 227 }
  }

  let kind: Kind
  let place: VerifyLayout.Map
  let session: Session
  let region: VerifiedRegion?

  private var viewport: MapViewport { place.viewport }
  private var theme: Theme { session.theme }
  private var side: VerifiedRegion.Side? {
    kind == .declared ? region?.declared : region?.measured
  }
  private var otherSide: VerifiedRegion.Side? {
    kind == .declared ? region?.measured : region?.declared
  }

  func draw(on screen: inout Screen) {
    screen.rule(title, in: place.title, style: theme.line)
    MapRulers(viewport: viewport, cursor: session.cursor, theme: theme)
      .draw(columns: place.columnRuler, rows: place.rowRuler, on: &screen)
    if session.capabilities.hasColoredHalfBlocks {
      drawHalfBlocks(on: &screen)
    } else {
      drawCharacters(on: &screen)
    }
    PinMarks(session: session, viewport: viewport).draw(on: &screen)
  }

  private var title: StyledText {
    let isIncoming = session.selection.direction == .incoming
    let (name, long) =
      kind == .declared
      ? ("declared", "by the paper's formula")
      : ("measured", isIncoming ? "by outputs that move" : "by the kernel's output")
    var text = StyledText("\(name) ", theme.title)
    text.append(side.map { "\($0.count)" } ?? "…", theme.accent)
    let pool = viewport.pool
    for word in [long, pool > 1 ? "\(pool)x\(pool) tokens each" : nil] {
      guard let word, text.columns + 5 + word.count <= place.title.columns else { continue }
      text.append("  \(word)", theme.faint)
    }
    return text
  }

  /// Squares with the picture's brightness, in the region where this side has them.
  private func squares() -> [(row: Int, column: Int, square: MapSquare, differs: Bool)] {
    let squares = MapSquares(session.reading, viewport: viewport)
    return viewport.rows.flatMap { row in
      viewport.columns.map { column in
        var square = squares.square(row: row, column: column)
        let tokens = viewport.tokens(row: row, column: column)
        var differs = false
        square.isInRegion = false
        for row in tokens.rows {
          for column in tokens.columns {
            let token = session.grid[row, column]
            guard let side, side.tokens.contains(token) else { continue }
            square.isInRegion = true
            if otherSide?.tokens.contains(token) == false { differs = true }
          }
        }
        square.isSeenBy = (square.isInRegion, false)
        return (row, column, square, differs)
      }
    }
  }

  private func drawHalfBlocks(on screen: inout Screen) {
    let isLight = session.capabilities.background == .light
    let colors = MapColors(view: .region, isLight: isLight, hasTwoBranches: false)
    var canvas = PixelCanvas(viewport.area.size, rows: viewport.pixelRows)
    var marks: [(row: Int, column: Int)] = []
    for (row, column, square, differs) in squares() {
      let pixel = viewport.pixel(row: row, column: column)
      canvas.paint(
        row: pixel.row, column: pixel.column, side: viewport.span,
        color: differs && !square.isCursor ? kind.color : colors.color(of: square))
      if differs { marks.append((pixel.row, pixel.column)) }
    }
    canvas.draw(on: &screen, row: viewport.area.row, column: viewport.area.column)
    for mark in marks {
      let middle = (viewport.span / 2 - 1) / 2
      let row = viewport.area.row + mark.row / 2 + max(0, middle)
      let column = viewport.area.column + mark.column + (viewport.span - 1) / 2
      guard viewport.area.contains(row: row, column: column) else { continue }
      screen[row, column] = Cell(
        kind.sign,
        style: Style(foreground: .palette(16), background: .palette(kind.color), isBold: true))
    }
  }

  /// Two columns for each token: its sign at the right, and the cursor's brackets around it.
  private func drawCharacters(on screen: inout Screen) {
    for (row, column, square, differs) in squares() {
      let pixel = viewport.pixel(row: row, column: column)
      let sign: Character = differs ? kind.sign : square.isInRegion ? "o" : "."
      let filling = String(repeating: " ", count: max(0, viewport.span - 1))
      let text =
        square.isCursor
        ? ">" + filling.dropFirst() + (differs ? "\(sign)" : "@") : filling + "\(sign)"
      let style =
        square.isCursor
        ? theme.cursor
        : differs ? theme.warning : square.isInRegion ? theme.region : theme.faint
      for line in 0..<max(1, viewport.span / 2) {
        screen.write(
          line == 0 ? text : filling + " ", row: viewport.area.row + pixel.row / 2 + line,
          column: viewport.area.column + pixel.column, style: style)
      }
    }
  }
}
