import Screens
import VisionTransformers

/// Layers down and heads across: one number of each, as a digit and a colour.
struct HeadGrid {
  let session: Session
  let findings: HeadFindings
  let measure: HeadMeasure

  private static let labelColumns = 7

  private var layers: [ModelGeometry.Layer] { session.geometry.layers }
  private var theme: Theme { session.theme }
  private var ramp: ColorRamp { theme.ramp }

  private var current: Int {
    session.geometry.position(
      of: session.selection.address, layer: session.selection.layer) ?? 0
  }

  private func value(of statistics: HeadStatistics) -> Double? {
    measure.value(of: HeadNumbers(statistics))
  }

  /// From the least to the greatest number that is known; parts of a whole from 0 to 1.
  var range: ValueRange {
    if measure == .normalizedEntropy { return ValueRange(low: 0, high: 1) }
    let values = findings.heads.values.joined().compactMap(value)
    return ValueRange(low: values.min() ?? 0, high: values.max() ?? 0)
  }

  /// What digits and colours mean.
  var legend: StyledText {
    let range = range
    guard !findings.heads.isEmpty else { return StyledText(measure.shortName, theme.faint) }
    guard session.capabilities.colors == .palette256 else {
      return StyledText(
        "\(measure.shortName) 0=\(measure.text(of: range.low)) 9=\(measure.text(of: range.high))",
        theme.faint)
    }
    var text = StyledText("\(measure.text(of: range.low)) ", theme.faint)
    for color in ramp.levels { text.append(" ", Style(background: .palette(color))) }
    text.append(" \(measure.text(of: range.high))", theme.faint)
    return text
  }

  /// Columns of a head.
  private func width(in area: Rect) -> Int {
    let heads = layers.lazy.map(\.spec.context.heads).max() ?? 1
    return area.columns - Self.labelColumns >= 2 * heads ? 2 : 1
  }

  private func first(rows: Int) -> Int {
    HeadTable.first(of: layers.count, showing: current, rows: rows)
  }

  func draw(in area: Rect, on screen: inout Screen) {
    let width = width(in: area)
    drawHeader(width: width, in: area, on: &screen)
    let rows = max(0, area.rows - 1)
    let first = first(rows: rows)
    let range = range
    for (line, layer) in layers.dropFirst(first).prefix(rows).enumerated() {
      let row = area.row + 1 + line
      let isCurrent = first + line == current
      screen.write(
        (isCurrent ? ">" : " ") + layer.label, row: row, column: area.column,
        style: isCurrent ? theme.title : theme.faint, in: area)
      let heads = findings.heads[HeadFindings.Layer(layer)]
      for head in 0..<layer.spec.context.heads {
        let isSelected = isCurrent && session.shownHead == head
        let cell = cell(
          heads.flatMap { $0.indices.contains(head) ? value(of: $0[head]) : nil },
          range: range, isSelected: isSelected)
        let column = area.column + Self.labelColumns + head * width
        for offset in 0..<width where area.contains(row: row, column: column + offset) {
          screen[row, column + offset] = offset == width - 1 ? cell : blank(cell)
        }
        if isSelected, width == 2 {
          screen[row, column].character = "▸"
        }
      }
    }
  }

  private func drawHeader(width: Int, in area: Rect, on screen: inout Screen) {
    let heads = layers.lazy.map(\.spec.context.heads).max() ?? 1
    screen.write(" head", row: area.row, column: area.column, style: theme.faint, in: area)
    let step = width == 2 && heads <= 10 ? 1 : 4
    for head in stride(from: 0, to: heads, by: step) {
      let label = "\(head)"
      let end = Self.labelColumns + (head + 1) * width
      let column = max(area.column + Self.labelColumns, area.column + end - label.count)
      screen.write(label, row: area.row, column: column, style: theme.faint, in: area)
    }
  }

  private func blank(_ cell: Cell) -> Cell { Cell(" ", style: cell.style) }

  private func cell(_ value: Double?, range: ValueRange, isSelected: Bool) -> Cell {
    guard let value, value.isFinite else {
      return Cell("·", style: isSelected ? theme.cursor : theme.faint)
    }
    let level = ramp.level(of: range.position(of: value))
    let digit = Character("\(level)")
    if isSelected { return Cell(digit, style: theme.cursor) }
    guard session.capabilities.colors == .palette256 else { return Cell(digit) }
    return Cell(
      digit,
      style: Style(
        foreground: .palette(ramp.ink(onLevel: level)), background: .palette(ramp.levels[level])))
  }

  /// The layer and the head at a cell of the screen.
  func hit(row: Int, column: Int, in area: Rect) -> (layer: Int, head: Int)? {
    let layer = first(rows: max(0, area.rows - 1)) + row - area.row - 1
    let head = (column - area.column - Self.labelColumns) / width(in: area)
    guard area.contains(row: row, column: column), row > area.row,
      column >= area.column + Self.labelColumns, layers.indices.contains(layer),
      head < layers[layer].spec.context.heads
    else { return nil }
    return (layer, head)
  }
}

extension ModelGeometry.Layer {
  /// `s3b2`, and in blocks of two attention layers which of them: `s3b2f`.
  var label: String { index == 0 ? address.description : "\(address)f" }
}
