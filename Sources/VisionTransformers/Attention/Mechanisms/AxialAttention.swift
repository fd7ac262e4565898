/// Tokens attend along their column and along their row, as Axial-DeepLab has it.
///
/// The layer that looks along the height comes first and holds the first half of the heads, the one
/// along the width the second.
public struct AxialAttention: AttentionMechanism {
  public static let name = "axial"
  public static let paper = Paper(
    "Axial-DeepLab: Stand-Alone Axial-Attention for Panoptic Segmentation", year: 2020,
    arXiv: "2003.07853")

  public init() {}

  public func pattern(for context: BlockContext) throws(ModelError) -> AttentionPattern {
    let grid = context.grid
    let heads = try context.halvedHeads()
    let columns = (0..<grid.columns).map { column in
      AttentionPattern.Group(grid.tokens(rows: 0..<grid.rows, columns: column..<column + 1))
    }
    let rows = (0..<grid.rows).map { row in
      AttentionPattern.Group(grid.tokens(rows: row..<row + 1, columns: 0..<grid.columns))
    }
    return AttentionPattern(
      on: grid,
      branches: [
        .init("height", heads: heads.first, groups: columns),
        .init("width", heads: heads.second, groups: rows),
      ])
  }

  public func attends(_ query: Int, _ key: Int, branch: Int, in context: BlockContext) -> Bool {
    let (row, column) = context.grid.position(of: query)
    let (keyRow, keyColumn) = context.grid.position(of: key)
    return branch == 0 ? keyColumn == column : keyRow == row
  }

  /// The layer along the height runs first.
  public func branch(ofHead head: Int, in context: BlockContext) -> Int {
    head < context.heads / 2 ? 0 : 1
  }

  public func nominalPairCount(in context: BlockContext) throws(ModelError) -> Int {
    let heads = try context.halvedHeads()
    let grid = context.grid
    return grid.count * (heads.first.count * grid.rows + heads.second.count * grid.columns)
  }

  public func fit(on grid: TokenGrid) throws(ModelError) -> GridFit {
    GridFit("\(GridFit.count(grid.columns, "column")) and \(GridFit.count(grid.rows, "row"))")
  }

  public func reason(for query: Int, in context: BlockContext) -> String {
    let (row, column) = context.grid.position(of: query)
    return "column \(column) ∪ row \(row)"
  }
}
