/// Values one after another as upright columns, the latest at the right, such as the times of runs.
///
/// A chart one row high is what people call a sparkline.
public struct ColumnChart: Sendable {
  public let values: [Double]
  /// What has no height, and what has all of it.
  public let range: ClosedRange<Double>

  /// - Parameters:
  ///   - values: Oldest first; those that are no numbers are left blank.
  ///   - range: What the height goes over; from 0 to the largest value where nothing is said.
  public init(_ values: [Double], range: ClosedRange<Double>? = nil) {
    self.values = values
    self.range = range ?? 0...max(0, values.filter(\.isFinite).max() ?? 0)
  }

  /// Draws as many of the latest values as there are columns, from the left.
  ///
  /// Every value shows, the least of them as the lowest sign there is. Without blocks, a single row
  /// has digits from 0 to 9, and several rows have `#`.
  ///
  /// - Parameters:
  ///   - area: Where to draw, one column for each value.
  ///   - hasBlocks: Whether the terminal shows block characters.
  ///   - style: How to draw.
  ///   - screen: What to draw on.
  public func draw(
    in area: Rect, hasBlocks: Bool, style: Style = .plain, on screen: inout Screen
  ) {
    guard area.rows > 0 else { return }
    for (column, value) in values.suffix(area.columns).enumerated() where value.isFinite {
      let share = share(of: value)
      if area.rows == 1, !hasBlocks {
        screen[area.row, area.column + column] = Cell(
          Bar.column(share, hasBlocks: false), style: style)
        continue
      }
      let steps = hasBlocks ? 8 : 1
      let height = max(1, Int((share * Double(area.rows * steps)).rounded()))
      for row in 0..<area.rows {
        let filled = min(steps, height - (area.rows - 1 - row) * steps)
        guard filled > 0 else { continue }
        screen[area.row + row, area.column + column] = Cell(
          hasBlocks ? Self.blocks[filled - 1] : "#", style: style)
      }
    }
  }

  private func share(of value: Double) -> Double {
    let extent = range.upperBound - range.lowerBound
    guard extent > 0 else { return value > range.lowerBound ? 1 : 0 }
    return min(max((value - range.lowerBound) / extent, 0), 1)
  }

  private static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
}
