/// What a mechanism's predicate says of a layer, by rows of memory: the paper's own formula, without
/// the pattern.
struct DeclaredAttention: Sendable {
  let mechanism: any AttentionMechanism
  let context: BlockContext
  /// Tokens before those of the grid, as the layer's memory has them.
  let prefixCount: Int
  /// Rows of memory that can be keys.
  let rows: Int
  /// For each branch and row of memory the keys that are there: one, none, or all zero tokens.
  private let keys: [Int: [[Int]]]

  init(_ layer: AttentionLayerSpec, prefixCount: Int, rows: Int) {
    mechanism = layer.mechanism
    context = layer.context
    self.prefixCount = prefixCount
    var keys: [Int: [[Int]]] = [:]
    for head in 0..<context.heads {
      let branch = mechanism.branch(ofHead: head, in: context)
      guard keys[branch] == nil else { continue }
      let space = mechanism.keySpace(ofBranch: branch, in: context)
      keys[branch] = Self.keys(
        of: space, on: context.grid, prefixCount: prefixCount, rows: rows)
    }
    self.keys = keys
    self.rows = max(rows, keys.values.map(\.count).max() ?? 0)
  }

  /// The branch of a head, as the paper has it.
  func branch(ofHead head: Int) -> Int { mechanism.branch(ofHead: head, in: context) }

  /// The keys of one query, a row of memory, in the heads of a branch: 64 rows of memory to a word.
  func keys(of query: Int, branch: Int) -> [UInt64] {
    var words = [UInt64](repeating: 0, count: KeySets.words(for: rows))
    let query = token(ofRow: query)
    for (row, keys) in (keys[branch] ?? []).enumerated()
    where attends(query, toAnyOf: keys, branch: branch) {
      words[row / 64] |= 1 << UInt64(row % 64)
    }
    return words
  }

  /// Whether a query attends to what is in a row of memory, itself being one.
  func attends(_ query: Int, toRow row: Int, branch: Int) -> Bool {
    guard let keys = keys[branch], keys.indices.contains(row) else { return false }
    return attends(token(ofRow: query), toAnyOf: keys[row], branch: branch)
  }

  private func attends(_ query: Int, toAnyOf keys: [Int], branch: Int) -> Bool {
    keys.contains { mechanism.attends(query, $0, branch: branch, in: context) }
  }

  /// What a row of memory is called: −1, −2, … for prefix tokens, then the number of the key or token.
  ///
  /// One beyond the tokens of the grid stands for all zero tokens outside of it.
  func token(ofRow row: Int) -> Int { row < prefixCount ? -1 - row : row - prefixCount }

  private static func keys(
    of space: AttentionPattern.KeySpace, on grid: TokenGrid, prefixCount: Int, rows: Int
  ) -> [[Int]] {
    let keyGrid = space.keyGrid(on: grid)
    var keys = [[Int]](repeating: [], count: max(rows, prefixCount + keyGrid.count))
    for row in 0..<prefixCount { keys[row] = [-1 - row] }
    for key in 0..<keyGrid.count {
      guard case .padded = space else {
        keys[prefixCount + key] = [key]
        continue
      }
      let (row, column) = keyGrid.position(of: key)
      let isToken = row < grid.rows && column < grid.columns
      keys[prefixCount + (isToken ? grid[row, column] : grid.count)].append(key)
    }
    return keys
  }
}
