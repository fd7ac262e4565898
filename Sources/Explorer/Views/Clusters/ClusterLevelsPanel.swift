import Screens
import VisionTransformers

/// What each halving does: a line for every level, and below it how much the sizes of k-means differ.
struct ClusterLevelsPanel {
  let reading: ClusterReading
  let kMeans: KMeansGroups?
  let session: Session

  /// Rows of the columns with their caption.
  private static let mostRows = 14

  private var theme: Theme { session.theme }

  func draw(in area: Rect, on screen: inout Screen) {
    var rest = area
    let chartRows = area.rows - reading.levels.count - 1
    drawLevels(in: rest.takeTop(min(area.rows, reading.levels.count + 1)), on: &screen)
    if chartRows >= 3 { drawSizes(in: rest, on: &screen) }
  }

  // MARK: - Levels

  private func drawLevels(in area: Rect, on screen: inout Screen) {
    screen.write(
      row("level", "groups", "size", "alike", "pure", "pairs"), row: area.row,
      column: area.column, style: theme.faint, in: area)
    let rows = max(0, area.rows - 1)
    let first = HeadTable.first(
      of: reading.levels.count, showing: reading.key.level, rows: rows)
    for (line, level) in reading.levels.indices.dropFirst(first).prefix(rows).enumerated() {
      let groups = reading.levels[level]
      let isShown = level == reading.key.level
      let text = row(
        "\(level)", "\(groups.count)", groups.sizes, NumberText.fixed(groups.likeness, 4),
        NumberText.percent(groups.purity), NumberText.count(groups.partition.pairCount))
      if isShown {
        screen.write(
          ">", row: area.row + 1 + line, column: area.column, style: theme.accent, in: area)
      }
      screen.write(
        String(text.dropFirst()), row: area.row + 1 + line, column: area.column + 1,
        style: isShown ? theme.title : .plain, in: area)
    }
  }

  private func row(
    _ level: String, _ groups: String, _ size: String, _ alike: String, _ pure: String,
    _ pairs: String
  ) -> String {
    level.aligned(right: 6) + groups.aligned(right: 8) + size.aligned(right: 8)
      + alike.aligned(right: 9) + pure.aligned(right: 8) + pairs.aligned(right: 9)
  }

  // MARK: - Sizes

  /// The groups of k-means as columns, the largest first, and a line as high as BOAT's.
  private func drawSizes(in area: Rect, on screen: inout Screen) {
    var rest = area.rows(0..<Self.mostRows)
    let caption = rest.takeTop(1)
    guard let groups = kMeans?.groups, let most = groups.partition.sizes.max(), most > 0 else {
      return
    }
    let sizes = groups.partition.sizes.filter { $0 > 0 }.sorted(by: >)
    let width = min(6, max(1, rest.columns / max(1, sizes.count)))
    let shown = sizes.prefix(rest.columns / width)
    let own = Double(reading.grid.count) / Double(reading.balanced.count)
    let hasBlocks = session.capabilities.charset != .ascii
    screen.write(
      "k-means, largest first: \(shown.first ?? 0) to \(shown.last ?? 0)"
        + (shown.count < sizes.count ? " (of \(sizes.count))" : "") + "  "
        + (hasBlocks ? "─" : "-") + " BOAT: \(Int(own))",
      row: caption.row, column: caption.column, style: theme.faint, in: caption)
    let top = max(Double(most), own)
    let lines = ColumnChart(shown.map(Double.init), range: 0...top)
      .lines(columns: shown.count, rows: rest.rows, hasBlocks: hasBlocks)
    let ownRow = rest.rows - 1 - min(rest.rows - 1, Int(own / top * Double(rest.rows)))
    for (row, line) in lines.enumerated() {
      for (place, character) in line.enumerated() {
        let isBar = character != " "
        for offset in 0..<width {
          let isGap = !isBar || (width > 1 && offset == width - 1)
          guard !isGap || row == ownRow else { continue }
          screen.write(
            isGap ? "─" : String(character), row: rest.row + row,
            column: rest.column + place * width + offset,
            style: isGap ? theme.faint : theme.parts[0], in: rest)
        }
      }
    }
  }
}
