/// Every token attends to all summaries of squares of tokens, as in the Pyramid Vision Transformer.
///
/// A convolution makes one key of each square of `reduction` × `reduction` tokens. What does not fill
/// a square at the bottom and right is dropped from the keys.
public struct SpatialReductionAttention: AttentionMechanism {
  public static let name = "spatial-reduction"
  public static let shortName = "reduce"
  public static let paper = Paper(
    "Pyramid Vision Transformer: A Versatile Backbone for Dense Prediction without Convolutions",
    year: 2021, arXiv: "2102.12122")

  /// Tokens along the side of a square that becomes one key; 1 leaves all tokens as they are.
  public var reduction: Int
  /// How many class tokens stand before the tokens of the grid; they are keys as they are.
  public var prefixCount: Int

  /// - Precondition: `reduction` is at least 1.
  public init(reduction: Int, prefixCount: Int = 0) {
    precondition(reduction >= 1, "squares of \(reduction) tokens are none")
    self.reduction = reduction
    self.prefixCount = prefixCount
  }

  public func pattern(for context: BlockContext) throws(ModelError) -> AttentionPattern {
    let grid = context.grid
    let keyGrid = try keyGrid(on: grid)
    let prefix = (0..<prefixCount).map { -1 - $0 }
    let group = AttentionPattern.Group(
      queries: prefix + Array(0..<grid.count), keys: prefix + Array(0..<keyGrid.count))
    let branch = AttentionPattern.Branch(
      "all", heads: 0..<context.heads, groups: [group],
      keySpace: reduction == 1 ? .tokens : .pooled(keyGrid, factor: reduction))
    return AttentionPattern(on: grid, branches: [branch], prefixCount: prefixCount)
  }

  public func attends(_ query: Int, _ key: Int, branch: Int, in context: BlockContext) -> Bool {
    let keyColumns = context.grid.columns / reduction
    guard key >= 0, keyColumns > 0 else { return key < 0 && key >= -prefixCount }
    let bottomRight = (
      row: (key / keyColumns + 1) * reduction, column: (key % keyColumns + 1) * reduction
    )
    return bottomRight.row <= context.grid.rows && bottomRight.column <= context.grid.columns
  }

  public func keySpace(
    ofBranch branch: Int, in context: BlockContext
  ) -> AttentionPattern.KeySpace {
    let (rows, columns) = (context.grid.rows / reduction, context.grid.columns / reduction)
    guard reduction > 1, rows > 0, columns > 0 else { return .tokens }
    return .pooled(TokenGrid(rows: rows, columns: columns), factor: reduction)
  }

  public func reason(for query: Int, in context: BlockContext) -> String {
    if reduction == 1 {
      return GlobalAttention(prefixCount: prefixCount).reason(for: query, in: context)
    }
    let count = (context.grid.rows / reduction) * (context.grid.columns / reduction)
    return "\(count) \(count == 1 ? "summary" : "summaries") of \(reduction)×\(reduction) tokens"
  }

  public func nominalPairCount(in context: BlockContext) throws(ModelError) -> Int {
    let keys = try keyGrid(on: context.grid).count
    return context.heads * (prefixCount + context.grid.count) * (prefixCount + keys)
  }

  public func fit(on grid: TokenGrid) throws(ModelError) -> GridFit {
    let keys = try keyGrid(on: grid)
    let rest = (rows: grid.rows % reduction, columns: grid.columns % reduction)
    return GridFit(
      GridFit.count(keys.count, "key") + " of \(reduction)×\(reduction) tokens",
      rest == (0, 0) ? .none : .dropped(rows: rest.rows, columns: rest.columns))
  }

  /// How the summaries lie.
  private func keyGrid(on grid: TokenGrid) throws(ModelError) -> TokenGrid {
    for (axis, extent) in [("rows", grid.rows), ("columns", grid.columns)]
    where extent < reduction {
      throw .indivisible(axis: axis, extent: extent, by: reduction, nearest: [reduction])
    }
    return TokenGrid(rows: grid.rows / reduction, columns: grid.columns / reduction)
  }
}
