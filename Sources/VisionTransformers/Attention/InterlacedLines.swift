/// Every n-th row or column, in words.
struct InterlacedLines: CustomStringConvertible {
  /// `rows` or `columns`.
  let axis: String
  let phase: Int
  let step: Int

  /// - Parameters:
  ///   - axis: `rows` or `columns`.
  ///   - position: One of the lines.
  ///   - step: How far apart they are.
  init(_ axis: String, from position: Int, step: Int) {
    self.axis = axis
    phase = position % step
    self.step = step
  }

  var description: String { step == 1 ? "all \(axis)" : "\(axis) ≡ \(phase) (mod \(step))" }

  /// "rows ≡ 1 (mod 4) ∪ columns ≡ 2 (mod 4)", or "all 49 tokens".
  static func text(_ rows: Self, _ relation: String, _ columns: Self, on grid: TokenGrid) -> String
  {
    rows.step == 1 && columns.step == 1
      ? "all \(grid.count) tokens" : "\(rows) \(relation) \(columns)"
  }
}
