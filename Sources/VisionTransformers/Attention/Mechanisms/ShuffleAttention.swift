/// Tokens attend inside windows that are spread over the whole grid, as in every second block of the
/// Shuffle Transformer.
///
/// A window of `size` × `size` tokens takes every `rows / size`-th row and every
/// `columns / size`-th column.
public struct ShuffleAttention: AttentionMechanism {
  public static let name = "shuffle"
  public static let paper = Paper(
    "Shuffle Transformer: Rethinking Spatial Shuffle for Vision Transformer", year: 2021,
    arXiv: "2106.03650")

  /// Tokens along a window's side.
  public var size: Int

  /// - Precondition: `size` is at least 1.
  public init(size: Int) {
    precondition(size >= 1, "a window of \(size) tokens is none")
    self.size = size
  }

  public func pattern(for context: BlockContext) throws(ModelError) -> AttentionPattern {
    let grid = context.grid
    try grid.requireDivisible(rows: size, columns: size)
    let steps = steps(on: grid)
    let groups = (0..<steps.rows).flatMap { row in
      (0..<steps.columns).map { column in
        AttentionPattern.Group(
          grid.tokens(
            rows: stride(from: row, to: grid.rows, by: steps.rows),
            columns: stride(from: column, to: grid.columns, by: steps.columns)))
      }
    }
    return AttentionPattern(
      on: grid, branches: [.init("window", heads: 0..<context.heads, groups: groups)])
  }

  public func attends(_ query: Int, _ key: Int, branch: Int, in context: BlockContext) -> Bool {
    let (row, column) = context.grid.position(of: query)
    let (keyRow, keyColumn) = context.grid.position(of: key)
    let steps = steps(on: context.grid)
    return (keyRow - row) % steps.rows == 0 && (keyColumn - column) % steps.columns == 0
  }

  public func nominalPairCount(in context: BlockContext) throws(ModelError) -> Int {
    try context.grid.requireDivisible(rows: size, columns: size)
    return context.heads * context.grid.count * size * size
  }

  public func fit(on grid: TokenGrid) throws(ModelError) -> GridFit {
    try grid.requireDivisible(rows: size, columns: size)
    let steps = steps(on: grid)
    return GridFit(
      GridFit.count(steps.rows * steps.columns, "window") + " of \(size)×\(size), "
        + "\(steps.rows) rows and \(steps.columns) columns apart")
  }

  public func reason(for query: Int, in context: BlockContext) -> String {
    let (row, column) = context.grid.position(of: query)
    let steps = steps(on: context.grid)
    return InterlacedLines.text(
      InterlacedLines("rows", from: row, step: steps.rows), "∩",
      InterlacedLines("columns", from: column, step: steps.columns), on: context.grid)
  }

  /// How far apart the rows and the columns of a window are.
  private func steps(on grid: TokenGrid) -> (rows: Int, columns: Int) {
    (max(grid.rows / size, 1), max(grid.columns / size, 1))
  }
}
