import VisionTransformers

/// Where windows and stripes begin, so that the map can show them.
///
/// A band begins at a row where every token has another group than its neighbour above, in some
/// branch; likewise columns. Interlaced groups change at every row: those are no bands, and none are
/// shown for an axis on which they are all one token wide.
struct PartitionBands: Hashable, Sendable {
  /// Which band each row is in, counted from 0.
  let rows: [Int]
  let columns: [Int]

  static func none(on grid: TokenGrid) -> Self {
    Self(
      rows: Array(repeating: 0, count: grid.rows), columns: Array(repeating: 0, count: grid.columns)
    )
  }

  init(rows: [Int], columns: [Int]) {
    self.rows = rows
    self.columns = columns
  }

  init(of pattern: AttentionPattern) {
    let grid = pattern.grid
    var rowStarts = Array(repeating: false, count: grid.rows)
    var columnStarts = Array(repeating: false, count: grid.columns)
    for branch in pattern.branches.prefix(2) {
      func differs(_ one: Int, _ other: Int) -> Bool {
        branch.groupIndex(ofQuery: one) != branch.groupIndex(ofQuery: other)
      }
      let rows = (0..<grid.rows).map { row in
        row > 0 && (0..<grid.columns).allSatisfy { differs(grid[row, $0], grid[row - 1, $0]) }
      }
      let columns = (0..<grid.columns).map { column in
        column > 0
          && (0..<grid.rows).allSatisfy { differs(grid[$0, column], grid[$0, column - 1]) }
      }
      Self.merge(rows, into: &rowStarts)
      Self.merge(columns, into: &columnStarts)
    }
    self.init(rows: Self.numbers(rowStarts), columns: Self.numbers(columnStarts))
  }

  private static func merge(_ starts: [Bool], into all: inout [Bool]) {
    guard starts.dropFirst().contains(false) else { return }
    for index in starts.indices where starts[index] { all[index] = true }
  }

  private static func numbers(_ starts: [Bool]) -> [Int] {
    var band = 0
    return starts.map { isStart in
      if isStart { band += 1 }
      return band
    }
  }

  /// Whether tokens lie in bands of an odd or an even number, as the squares of a chess board do.
  func isOdd(row: Int, column: Int) -> Bool { (rows[row] + columns[column]) % 2 == 1 }

  /// Whether there is more than one band.
  var isVisible: Bool { (rows.last ?? 0) > 0 || (columns.last ?? 0) > 0 }

  /// Whether a band begins at a token's upper edge, or at its left one.
  func edges(row: Int, column: Int) -> (above: Bool, left: Bool) {
    (row > 0 && rows[row] != rows[row - 1], column > 0 && columns[column] != columns[column - 1])
  }

  /// Whether a band ends at a token's lower edge, or at its right one, within so many tokens.
  ///
  /// - Parameters:
  ///   - row: The token's row.
  ///   - column: The token's column.
  ///   - reach: 1 for the edge itself; more where several tokens are drawn as one.
  /// - Returns: Whether the tokens that far below, and to the right, are of another band.
  func ends(row: Int, column: Int, reach: Int) -> (below: Bool, right: Bool) {
    let (below, right) = (min(row + reach, rows.count - 1), min(column + reach, columns.count - 1))
    return (rows[below] != rows[row], columns[right] != columns[column])
  }
}
