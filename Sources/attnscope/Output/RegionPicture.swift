import VisionTransformers

/// A region as text: a column for each token, two rows of tokens for each line.
enum RegionPicture {
  /// The lines: `'` for the upper token, `.` for the lower, `:` for both, `@` where the query is.
  static func lines(_ field: ReceptiveField, query: Int) -> [String] {
    let grid = field.grid
    let edge = "+" + String(repeating: "-", count: grid.columns) + "+"
    let rows = stride(from: 0, to: grid.rows, by: 2).map { row in
      "|"
        + (0..<grid.columns).map { column in
          character(field, row: row, column: column, query: query)
        }.joined() + "|"
    }
    return [edge] + rows + [edge]
  }

  private static func character(
    _ field: ReceptiveField, row: Int, column: Int, query: Int
  ) -> String {
    let grid = field.grid
    let lower = grid.contains(row: row + 1, column: column) ? grid[row + 1, column] : nil
    if query == grid[row, column] || query == lower { return "@" }
    switch (field.tokens.contains(grid[row, column]), lower.map(field.tokens.contains) ?? false) {
    case (true, true): return ":"
    case (true, false): return "'"
    case (false, true): return "."
    case (false, false): return " "
    }
  }
}
