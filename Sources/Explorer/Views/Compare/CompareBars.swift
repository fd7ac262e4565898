import Screens
import VisionTransformers

/// What the attention of each mechanism costs on the grid that is shown, as bars from the dearest one's
/// length down, in as many columns as they need.
struct CompareBars {
  let reading: CompareReading
  let selected: Int
  let session: Session

  /// Columns of a name, a number, the spaces between them and before the next, and the shortest bar.
  private static let widths = (name: 9, number: 7, gaps: 5, bar: 8)
  /// With fewer rows than this nothing is drawn.
  private static let leastRows = 4

  func draw(in area: Rect, on screen: inout Screen) {
    let regions = reading.regions
    guard area.rows >= Self.leastRows, let most = regions.map(\.region.layout.macs).max(), most > 0
    else { return }
    var rest = area
    let caption = rest.takeTop(1)
    let columns = (regions.count + rest.rows - 1) / rest.rows
    let width = area.columns / columns
    let room = width - Self.widths.name - Self.widths.number - Self.widths.gaps
    guard room >= Self.widths.bar else { return }
    screen.write(
      "attention MACs, C=\(reading.key.layouts.channels) (papers: FLOPs)", row: caption.row,
      column: caption.column, style: session.theme.faint, in: caption)
    let rows = (regions.count + columns - 1) / columns
    for (place, (entry, region)) in regions.enumerated() {
      let (column, row) = place.quotientAndRemainder(dividingBy: rows)
      draw(
        entry, region, share: Double(region.layout.macs) / Double(most), room: room,
        in: Rect(
          row: rest.row + row, column: rest.column + column * width, columns: width, rows: 1),
        on: &screen)
    }
  }

  private func draw(
    _ entry: CompareReading.Entry, _ region: CompareReading.Region, share: Double, room: Int,
    in line: Rect, on screen: inout Screen
  ) {
    let theme = session.theme
    let isSelected = entry.number - 1 == selected
    let text =
      MechanismCatalog.shortName(of: entry.name).aligned(left: Self.widths.name)
      + CompareFacts(region).macs.aligned(right: Self.widths.number)
    let end = screen.write(
      text, row: line.row, column: line.column, style: isSelected ? theme.title : .plain, in: line)
    let hasBlocks = session.capabilities.charset != .ascii
    screen.write(
      Bar.filled(share, columns: room, hasBlocks: hasBlocks), row: line.row, column: end + 1,
      style: isSelected ? theme.accent : theme.parts[4], in: line)
  }
}
