/// Tokens attend inside pales: interlaced rows for half the heads, interlaced columns for the rest.
///
/// A pale of `s` rows takes every `h / s`-th row of a grid of `h` rows, so that the rows of one pale
/// are spread over the whole image. A token's rows and its columns need not be of pales with the same
/// number.
public struct PaleShapedAttention: AttentionMechanism {
  public static let name = "pale"
  public static let paper = Paper(
    "Pale Transformer: A General Vision Transformer Backbone with Pale-Shaped Attention",
    year: 2021, arXiv: "2112.14000")

  /// Rows in a pale.
  public var rows: Int
  /// Columns in a pale.
  public var columns: Int

  /// - Precondition: Both are at least 1.
  public init(rows: Int, columns: Int) {
    precondition(rows >= 1 && columns >= 1, "\(rows) rows and \(columns) columns make no pale")
    self.rows = rows
    self.columns = columns
  }

  public func pattern(for context: BlockContext) throws(ModelError) -> AttentionPattern {
    let grid = context.grid
    try grid.requireDivisible(rows: rows, columns: columns)
    let heads = try context.halvedHeads()
    let steps = steps(on: grid)
    let rowGroups = (0..<steps.rows).map { first in
      AttentionPattern.Group(
        grid.tokens(
          rows: stride(from: first, to: grid.rows, by: steps.rows), columns: 0..<grid.columns))
    }
    let columnGroups = (0..<steps.columns).map { first in
      AttentionPattern.Group(
        grid.tokens(
          rows: 0..<grid.rows, columns: stride(from: first, to: grid.columns, by: steps.columns)))
    }
    return AttentionPattern(
      on: grid,
      branches: [
        .init("rows", heads: heads.first, groups: rowGroups),
        .init("columns", heads: heads.second, groups: columnGroups),
      ])
  }

  public func attends(_ query: Int, _ key: Int, branch: Int, in context: BlockContext) -> Bool {
    let (row, column) = context.grid.position(of: query)
    let (keyRow, keyColumn) = context.grid.position(of: key)
    let steps = steps(on: context.grid)
    return branch == 0
      ? (keyRow - row) % steps.rows == 0 : (keyColumn - column) % steps.columns == 0
  }

  /// The first half of the heads has the rows.
  public func branch(ofHead head: Int, in context: BlockContext) -> Int {
    head < context.heads / 2 ? 0 : 1
  }

  public func reason(for query: Int, in context: BlockContext) -> String {
    let (row, column) = context.grid.position(of: query)
    let steps = steps(on: context.grid)
    return InterlacedLines.text(
      InterlacedLines("rows", from: row, step: steps.rows), "∪",
      InterlacedLines("columns", from: column, step: steps.columns), on: context.grid)
  }

  public func nominalPairCount(in context: BlockContext) throws(ModelError) -> Int {
    let grid = context.grid
    try grid.requireDivisible(rows: rows, columns: columns)
    let heads = try context.halvedHeads()
    return grid.count
      * (heads.first.count * rows * grid.columns + heads.second.count * columns * grid.rows)
  }

  public func fit(on grid: TokenGrid) throws(ModelError) -> GridFit {
    try grid.requireDivisible(rows: rows, columns: columns)
    let steps = steps(on: grid)
    return GridFit(
      GridFit.count(steps.rows, "set") + " of \(GridFit.count(rows, "row")) and "
        + GridFit.count(steps.columns, "set") + " of \(GridFit.count(columns, "column"))")
  }

  /// The three depthwise convolutions of 3 × 3 that make queries, keys and values count as attention:
  /// `N · C · (s_c · h + s_r · w + 27)`.
  public func nominalMACs(channels: Int, in context: BlockContext) throws(ModelError) -> Int {
    2 * (try nominalPairCount(in: context)) * channels / context.heads
      + 27 * context.grid.count * channels
  }

  /// How far apart the rows and the columns of a pale are.
  private func steps(on grid: TokenGrid) -> (rows: Int, columns: Int) {
    (max(grid.rows / rows, 1), max(grid.columns / columns, 1))
  }
}
