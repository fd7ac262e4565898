import ArgumentParser
import VisionTransformers

/// A row and a column as people type them: `10,23`.
struct Place: ExpressibleByArgument {
  var row: Int
  var column: Int

  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count == 2, let row = Int(parts[0]), let column = Int(parts[1]) else { return nil }
    self.row = row
    self.column = column
  }

  /// The token here.
  ///
  /// - Throws: ``CommandFailure`` where the grid has no such token.
  func token(on grid: TokenGrid) throws(CommandFailure) -> Int {
    guard grid.contains(row: row, column: column) else {
      throw CommandFailure(
        .usage,
        "token \(row),\(column) is not on the grid of \(grid): rows are 0 to \(grid.rows - 1), "
          + "columns 0 to \(grid.columns - 1)")
    }
    return grid[row, column]
  }
}

/// Rows and columns of a grid as people type them: `56x56`.
struct GridArgument: ExpressibleByArgument {
  var grid: TokenGrid

  /// The largest side that is taken: beyond, patterns no longer fit in memory.
  private static let largestSide = 512

  init?(argument: String) {
    let parts = argument.lowercased().split(separator: "x", omittingEmptySubsequences: false)
    guard parts.count == 2, let rows = Int(parts[0]), let columns = Int(parts[1]),
      (1...Self.largestSide).contains(rows), (1...Self.largestSide).contains(columns)
    else { return nil }
    grid = TokenGrid(rows: rows, columns: columns)
  }
}
