import Screens
import VisionTransformers

/// The letters of pins, drawn over any map of the picture.
struct PinMarks {
  let session: Session
  let viewport: MapViewport

  func draw(on screen: inout Screen) {
    let scale = PixelScale(grid: viewport.grid, input: session.spec.input)
    let cursor = scale.token(at: session.selection.point)
    let cursorCell = viewport.cell(ofRow: cursor.row, column: cursor.column)
    for pin in session.pins.all {
      let (row, column) = scale.token(at: pin.point)
      let cell = viewport.cell(ofRow: row, column: column)
      guard viewport.area.contains(row: cell.row, column: cell.column) else { continue }
      screen[cell.row, cell.column] = Cell(
        pin.letter, style: cell == cursorCell ? session.theme.cursor : style)
    }
  }

  private var style: Style {
    session.capabilities.hasColoredHalfBlocks
      ? Style(foreground: .palette(16), background: .palette(231), isBold: true)
      : Style(isBold: true, isReversed: true)
  }
}
