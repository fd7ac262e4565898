/// What a mechanism's predicate says of a layer, by rows of memory: the paper's own formula, without
/// the pattern.
struct DeclaredAttention: Sendable {
  let mechanism: any AttentionMechanism
  let context: BlockContext
  /// Tokens before those of the grid, as the layer's memory has them.
  let prefixCount: Int
  /// Rows of memory that can be keys.
  let rows: Int
  /// For each branch its keys, and the row of memory of each.
  private let keys: [Int: [(key: Int, row: Int)]]

  init(_ layer: AttentionLayerSpec, prefixCount: Int, rows: Int) {
    mechanism = layer.mechanism
    context = layer.context
    self.prefixCount = prefixCount
    self.rows = rows
    var keys: [Int: [(Int, Int)]] = [:]
    for head in 0..<context.heads {
      let branch = mechanism.branch(ofHead: head, in: context)
      guard keys[branch] == nil else { continue }
      let space = mechanism.keySpace(ofBranch: branch, in: context)
      keys[branch] = Self.rows(
        of: space, on: context.grid, prefixCount: prefixCount)
    }
    self.keys = keys
  }

  /// The branch of a head, as the paper has it.
  func branch(ofHead head: Int) -> Int { mechanism.branch(ofHead: head, in: context) }

  /// The keys of one query, 64 rows of memory to a word.
  ///
  /// - Parameter query: A row of memory.
  func keys(of query: Int, branch: Int) -> [UInt64] {
    var words = [UInt64](repeating: 0, count: KeySets.words(for: rows))
    let query = token(ofRow: query)
    for (key, row) in keys[branch] ?? []
    where mechanism.attends(query, key, branch: branch, in: context) {
      words[row / 64] |= 1 << UInt64(row % 64)
    }
    return words
  }

  /// What a row of memory is called: −1, −2, … for prefix tokens, then the number of the key or token.
  ///
  /// One beyond the tokens of the grid stands for all zero tokens outside of it.
  func token(ofRow row: Int) -> Int { row < prefixCount ? -1 - row : row - prefixCount }

  private static func rows(
    of space: AttentionPattern.KeySpace, on grid: TokenGrid, prefixCount: Int
  ) -> [(key: Int, row: Int)] {
    let prefix = (0..<prefixCount).map { (-1 - $0, $0) }
    let keyGrid = space.keyGrid(on: grid)
    let numbered = (0..<keyGrid.count).map { key in
      guard case .padded = space else { return (key, prefixCount + key) }
      let (row, column) = keyGrid.position(of: key)
      let isToken = row < grid.rows && column < grid.columns
      return (key, prefixCount + (isToken ? grid[row, column] : grid.count))
    }
    return prefix + numbered
  }
}
