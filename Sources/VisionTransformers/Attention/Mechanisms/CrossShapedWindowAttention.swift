/// Tokens attend inside stripes: vertical ones for half the heads, horizontal ones for the rest.
///
/// Follows the official code of CSWin, which has the vertical stripes first, where the paper's text
/// has the horizontal ones. Where a stripe is no narrower than the grid in both directions, there is
/// only one, the whole grid, and all heads attend to everything.
public struct CrossShapedWindowAttention: AttentionMechanism {
  public static let name = "cross-shaped"
  public static let shortName = "cross"
  public static let paper = Paper(
    "CSWin Transformer: A General Vision Transformer Backbone with Cross-Shaped Windows",
    year: 2021, arXiv: "2107.00652")

  /// Columns in a vertical stripe, rows in a horizontal one.
  public var stripeWidth: Int

  /// - Precondition: `stripeWidth` is at least 1.
  public init(stripeWidth: Int) {
    precondition(stripeWidth >= 1, "a stripe of width \(stripeWidth) is none")
    self.stripeWidth = stripeWidth
  }

  public func pattern(for context: BlockContext) throws(ModelError) -> AttentionPattern {
    let grid = context.grid
    if isWhole(grid) { return try GlobalAttention().pattern(for: context) }
    try grid.requireDivisible(rows: stripeWidth, columns: stripeWidth)
    let heads = try context.halvedHeads()
    let vertical = stride(from: 0, to: grid.columns, by: stripeWidth).map { first in
      AttentionPattern.Group(
        grid.tokens(rows: 0..<grid.rows, columns: first..<first + stripeWidth))
    }
    let horizontal = stride(from: 0, to: grid.rows, by: stripeWidth).map { first in
      AttentionPattern.Group(
        grid.tokens(rows: first..<first + stripeWidth, columns: 0..<grid.columns))
    }
    return AttentionPattern(
      on: grid,
      branches: [
        .init("vertical", heads: heads.first, groups: vertical),
        .init("horizontal", heads: heads.second, groups: horizontal),
      ])
  }

  public func attends(_ query: Int, _ key: Int, branch: Int, in context: BlockContext) -> Bool {
    if isWhole(context.grid) { return true }
    let (row, column) = context.grid.position(of: query)
    let (keyRow, keyColumn) = context.grid.position(of: key)
    return branch == 0
      ? keyColumn / stripeWidth == column / stripeWidth : keyRow / stripeWidth == row / stripeWidth
  }

  /// The first half of the heads has the vertical stripes; a single stripe has all heads.
  public func branch(ofHead head: Int, in context: BlockContext) -> Int {
    isWhole(context.grid) || head < context.heads / 2 ? 0 : 1
  }

  public func nominalPairCount(in context: BlockContext) throws(ModelError) -> Int {
    let grid = context.grid
    if isWhole(grid) { return context.heads * grid.count * grid.count }
    try grid.requireDivisible(rows: stripeWidth, columns: stripeWidth)
    let heads = try context.halvedHeads()
    return grid.count * stripeWidth
      * (heads.first.count * grid.rows + heads.second.count * grid.columns)
  }

  public func fit(on grid: TokenGrid) throws(ModelError) -> GridFit {
    if isWhole(grid) { return GridFit("1 stripe of all \(grid.count) tokens") }
    try grid.requireDivisible(rows: stripeWidth, columns: stripeWidth)
    return GridFit(
      "\(grid.columns / stripeWidth) vertical and "
        + GridFit.count(grid.rows / stripeWidth, "horizontal stripe") + " of \(stripeWidth)")
  }

  public func reason(for query: Int, in context: BlockContext) -> String {
    if isWhole(context.grid) { return "all \(context.grid.count) tokens" }
    let (row, column) = context.grid.position(of: query)
    return "\(stripe("column", around: column)) ∪ \(stripe("row", around: row))"
  }

  private func isWhole(_ grid: TokenGrid) -> Bool {
    grid.rows <= stripeWidth && grid.columns <= stripeWidth
  }

  private func stripe(_ line: String, around position: Int) -> String {
    let first = position / stripeWidth * stripeWidth
    return stripeWidth == 1 ? "\(line) \(first)" : "\(line)s \(first)...\(first + stripeWidth - 1)"
  }
}
