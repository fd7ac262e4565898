public import Tensors

/// The tokens of one stage while the network runs: prefix tokens first, then the grid row by row.
///
/// A reference: sublayers work on it in place.
public final class TokenState {
  public let grid: TokenGrid
  /// How many tokens stand before those of the grid.
  public let prefixCount: Int
  /// Channels of a token.
  public let width: Int
  /// The tokens that the first block takes, where it makes these of them (``StageSpec/entryWidth``).
  public let entry: TokenState?
  /// `[prefixCount + grid.count, width]`.
  public private(set) var x: Matrix
  private var spares: [Matrix] = []

  /// Pixels that somebody will show.
  init(picture grid: TokenGrid, channels: Int) {
    (self.grid, width, prefixCount, entry) = (grid, channels, 0, nil)
    x = Matrix(rows: grid.count, columns: channels, stride: channels)
  }

  public init(grid: TokenGrid, width: Int, prefixCount: Int = 0, entry: TokenState? = nil) {
    self.grid = grid
    self.entry = entry
    self.prefixCount = prefixCount
    self.width = width
    x = Matrix(rows: prefixCount + grid.count, columns: width)
  }

  /// Takes tokens that lie elsewhere.
  ///
  /// - Parameter tokens: As many as there are, and as wide.
  func show(_ tokens: Matrix) {
    precondition(
      tokens.rows == x.rows && tokens.columns == width,
      "\(tokens.rows) × \(tokens.columns) are not \(x.rows) tokens of \(width)")
    x = tokens
  }

  /// The tokens of the grid alone.
  public var gridTokens: Matrix { x.rows(prefixCount..<x.rows) }

  /// The tokens before those of the grid.
  public var prefixTokens: Matrix { x.rows(0..<prefixCount) }

  /// Further matrices of the same size, for layers that cannot work in place.
  ///
  /// - Parameter index: 0, 1, …; what is in one lasts until some other layer uses it.
  /// - Returns: `[prefixCount + grid.count, width]`.
  public func spare(_ index: Int = 0) -> Matrix {
    while spares.count <= index { spares.append(Matrix(rows: x.rows, columns: width)) }
    return spares[index]
  }

  /// Makes the first spare matrix the tokens.
  public func exchange() {
    let filled = spare()
    spares[0] = x
    x = filled
  }
}

// MARK: - What a run keeps of them

extension TokenState {
  /// The tokens of the grid as they are now, copied.
  func features(in memory: RecordMemory, by workspace: Workspace) -> FeatureMap {
    let (x, copy) = (gridTokens, memory.take(rows: grid.count, columns: width))
    workspace.forRows(x.rows) { batch in
      copyRowsPastCaches(x.rows(batch.range), into: copy.rows(batch.range))
    }
    return FeatureMap(grid: grid, tokens: copy)
  }

  /// The Euclidean norm of each token of the grid.
  func norms(by workspace: Workspace) -> [Float] {
    let (x, norms) = (gridTokens, Matrix(rows: 1, columns: grid.count))
    workspace.forRows(x.rows) { batch in
      rowNorms(x.rows(batch.range), into: norms.columns(batch.range))
    }
    return norms.row(0)
  }
}
