/// A point between the tokens of a grid, where a key is read.
public struct SamplePoint: Hashable, Sendable {
  /// In tokens: 0 is the middle of the first row.
  public var row: Double
  /// In tokens: 0 is the middle of the first column.
  public var column: Double

  public init(row: Double, column: Double) {
    self.row = row
    self.column = column
  }

  /// The tokens around the point, at most four, with their bilinear weights.
  ///
  /// Weights sum to 1 inside of the grid; beyond its border lie zeros, which are left out.
  public func tokens(on grid: TokenGrid) -> [(token: Int, weight: Double)] {
    guard row > -1, column > -1, row < Double(grid.rows), column < Double(grid.columns) else {
      return []
    }
    let (top, left) = (row.rounded(.down), column.rounded(.down))
    var tokens: [(Int, Double)] = []
    for (down, rowWeight) in [(0, 1 - (row - top)), (1, row - top)] {
      for (across, columnWeight) in [(0, 1 - (column - left)), (1, column - left)] {
        let (r, c, weight) = (Int(top) + down, Int(left) + across, rowWeight * columnWeight)
        if weight > 0, grid.contains(row: r, column: c) { tokens.append((grid[r, c], weight)) }
      }
    }
    return tokens
  }
}
