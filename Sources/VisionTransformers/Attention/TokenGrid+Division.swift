extension TokenGrid {
  /// The tokens where some rows meet some columns, row by row.
  func tokens(rows: some Sequence<Int>, columns: some Sequence<Int>) -> [Int] {
    let columns = Array(columns)
    var tokens: [Int] = []
    for row in rows {
      for column in columns { tokens.append(self[row, column]) }
    }
    return tokens
  }

  /// Makes sure that both axes can be cut into equal parts.
  ///
  /// - Throws: ``ModelError/indivisible(axis:extent:by:nearest:)`` for the first that cannot.
  func requireDivisible(rows: Int, columns: Int) throws(ModelError) {
    for (axis, extent, size) in [("rows", self.rows, rows), ("columns", self.columns, columns)]
    where extent % size != 0 {
      let below = extent / size * size
      throw .indivisible(
        axis: axis, extent: extent, by: size,
        nearest: below == 0 ? [size] : [below, below + size])
    }
  }

  /// The grid least different from this one among those with fewer tokens that halve into clusters
  /// of `leafSize`, and among those with more.
  func nearest(halvingTo leafSize: Int) -> [TokenGrid] {
    var (fewer, more): (TokenGrid?, TokenGrid?)
    for count in sequence(first: leafSize, next: { $0 * 2 }).prefix(while: {
      $0 <= 4 * self.count + leafSize
    }) {
      for candidate in Self.all(of: count) {
        if count < self.count {
          fewer = nearer(candidate, fewer)
        } else {
          more = nearer(candidate, more)
        }
      }
    }
    return [fewer, more].compactMap { $0 }
  }

  /// All grids of so many tokens.
  private static func all(of count: Int) -> [TokenGrid] {
    (1...count).prefix { $0 * $0 <= count }.filter { count % $0 == 0 }.flatMap { side in
      [
        TokenGrid(rows: side, columns: count / side), TokenGrid(rows: count / side, columns: side),
      ]
    }
  }

  /// Which of two grids has the more similar sides.
  private func nearer(_ candidate: TokenGrid, _ other: TokenGrid?) -> TokenGrid {
    guard let other else { return candidate }
    func difference(_ grid: TokenGrid) -> Int {
      abs(grid.rows - rows) + abs(grid.columns - columns)
    }
    return difference(candidate) < difference(other) ? candidate : other
  }
}

extension BlockContext {
  /// The first and the second half of the heads.
  ///
  /// - Throws: ``ModelError/headsNotSplittable(heads:branches:)`` where their number is odd.
  func halvedHeads() throws(ModelError) -> (first: Range<Int>, second: Range<Int>) {
    guard heads % 2 == 0 else { throw .headsNotSplittable(heads: heads, branches: 2) }
    return (0..<heads / 2, heads / 2..<heads)
  }
}
