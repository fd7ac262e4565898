extension AttentionPattern {
  /// What the keys of a branch are.
  ///
  /// In every space, prefix tokens are −1, −2, …
  public enum KeySpace: Hashable, Sendable {
    /// Tokens of the grid itself (and prefix tokens).
    case tokens
    /// Tokens of the grid extended to the bottom and to the right: those outside of the real grid are
    /// zero tokens, and take part in the attention as the official dense Swin code has it.
    case padded(TokenGrid)
    /// Tokens of a coarser grid, each the summary of `factor` × `factor` tokens (PVT's spatial
    /// reduction); what does not fill a square at the bottom and right is dropped.
    case pooled(TokenGrid, factor: Int)
    /// Points between tokens, each read from the tokens around it (DAT, Deformable DETR).
    case sampled(SampledKeys)

    /// What a key is, seen from the grid of the queries.
    public enum Place: Hashable, Sendable {
      /// A token of the grid.
      case token(Int)
      /// A token before those of the grid: −1, −2, …
      case prefix(Int)
      /// A zero token outside of the grid.
      case padding
      /// The summary of a square of tokens.
      case square(rows: Range<Int>, columns: Range<Int>)
      /// A point between tokens.
      case sample(SamplePoint)
    }

    /// The grid whose numbers the keys are, where the queries lie on `grid`.
    public func keyGrid(on grid: TokenGrid) -> TokenGrid {
      switch self {
      case .tokens: grid
      case .padded(let keys), .pooled(let keys, _): keys
      case .sampled(let keys): keys.grid
      }
    }

    /// What a key is on the grid of the queries.
    public func place(of key: Int, on grid: TokenGrid) -> Place {
      guard key >= 0 else { return .prefix(key) }
      switch self {
      case .tokens: return .token(key)
      case .padded(let padded):
        let (row, column) = padded.position(of: key)
        return grid.contains(row: row, column: column) ? .token(grid[row, column]) : .padding
      case .pooled(let pooled, let factor):
        let (row, column) = pooled.position(of: key)
        return .square(
          rows: row * factor..<(row + 1) * factor, columns: column * factor..<(column + 1) * factor)
      case .sampled(let keys): return .sample(keys.points[key])
      }
    }

    /// The key that a token is or is summed up in, or all keys that are read from it.
    ///
    /// - Returns: Their numbers; none where the token is dropped.
    public func keys(of token: Int, on grid: TokenGrid) -> [Int] {
      guard token >= 0 else { return [token] }
      let (row, column) = grid.position(of: token)
      switch self {
      case .tokens: return [token]
      case .padded(let padded): return [padded[row, column]]
      case .pooled(let pooled, let factor):
        guard pooled.contains(row: row / factor, column: column / factor) else { return [] }
        return [pooled[row / factor, column / factor]]
      case .sampled(let keys):
        return keys.points.indices.filter { key in
          let point = keys.points[key]
          return abs(point.row - Double(row)) < 1 && abs(point.column - Double(column)) < 1
            && point.tokens(on: grid).contains { $0.token == token }
        }
      }
    }
  }
}

extension AttentionPattern.KeySpace.Place {
  /// The tokens of the grid that a key is read from, each with the part that a key's weight gives it:
  /// all of it where a token is the key or one of those summed up, and the bilinear share around a
  /// point.
  public func tokens(on grid: TokenGrid) -> [(token: Int, share: Double)] {
    switch self {
    case .token(let token): [(token, 1)]
    case .prefix, .padding: []
    case .square(let rows, let columns):
      grid.tokens(rows: rows, columns: columns).map { ($0, 1) }
    case .sample(let point): point.tokens(on: grid).map { ($0.token, $0.weight) }
    }
  }
}
