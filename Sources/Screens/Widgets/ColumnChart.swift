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

  /// As many of the latest values as there are columns, from the left, in so many lines.
  ///
  /// Every value shows, the least of them as the lowest sign there is. Without blocks, a single line
  /// has digits from 0 to 9, and several lines have `#`.
  ///
  /// - Parameters:
  ///   - columns: How many values there is room for.
  ///   - rows: How many lines to make.
  ///   - hasBlocks: Whether the terminal shows block characters.
  /// - Returns: The lines, the uppermost first, each as long as there are values.
  public func lines(columns: Int, rows: Int, hasBlocks: Bool) -> [String] {
    guard rows > 0 else { return [] }
    let shown = values.suffix(max(0, columns))
    if rows == 1, !hasBlocks {
      return [String(shown.map { $0.isFinite ? Bar.column(share(of: $0), hasBlocks: false) : " " })]
    }
    let steps = hasBlocks ? 8 : 1
    let heights = shown.map { value in
      value.isFinite ? max(1, Int((share(of: value) * Double(rows * steps)).rounded())) : 0
    }
    return (0..<rows).map { row in
      let below = (rows - 1 - row) * steps
      return String(
        heights.map { height in
          let filled = min(steps, height - below)
          return filled <= 0 ? " " : hasBlocks ? Self.blocks[filled - 1] : "#"
        })
    }
  }

  private func share(of value: Double) -> Double {
    let extent = range.upperBound - range.lowerBound
    guard extent > 0 else { return value > range.lowerBound ? 1 : 0 }
    return min(max((value - range.lowerBound) / extent, 0), 1)
  }

  private static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
}
