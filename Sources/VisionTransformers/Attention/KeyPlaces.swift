/// Where the keys of a branch lie: on the map, and in memory.
struct KeyPlaces {
  private let grid: TokenGrid
  private let keyGrid: TokenGrid
  private let keySpace: AttentionPattern.KeySpace
  private let prefixCount: Int

  init(_ branch: AttentionPattern.Branch, of pattern: AttentionPattern) {
    grid = pattern.grid
    keySpace = branch.keySpace
    keyGrid = branch.keySpace.keyGrid(on: pattern.grid)
    prefixCount = pattern.prefixCount
  }

  /// The place of a query; `nil` for a prefix token.
  func place(ofQuery token: Int) -> (row: Int, column: Int)? {
    token < 0 ? nil : grid.position(of: token)
  }

  /// The place of a key on its grid; `nil` for a prefix token.
  func place(ofKey key: Int) -> (row: Int, column: Int)? {
    key < 0 ? nil : keyGrid.position(of: key)
  }

  /// The row of a key in memory: prefix tokens, then the key grid, then one row that
  /// all zero tokens beyond the grid share.
  func memoryRow(of key: Int) -> Int {
    switch keySpace.place(of: key, on: grid) {
    case .token(let token): prefixCount + token
    case .prefix(let token): -1 - token
    case .padding: prefixCount + grid.count
    case .square, .sample: prefixCount + key
    }
  }

  /// The row of a query in memory.
  func memoryRow(ofQuery token: Int) -> Int { token < 0 ? -1 - token : prefixCount + token }
}
