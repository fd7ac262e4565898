import VisionTransformers

/// The token under the cursor after one block, followed down to the pixels.
struct FollowedToken: Sendable {
  let rollout: Rollout
  /// Shares on the first grid, as a size.
  let size: RolloutSize
  /// The part from zero tokens and learned tokens, from 0 to 1.
  let outside: Double
  /// Tokens of the first grid that have any share.
  let reached: Int
  /// Shares on the pixels.
  let pixels: TokenMass
  /// The rectangle around the pixels that have any.
  let bounds: TokenBounds?
  /// The block's grid, and the token's place on it.
  let grid: TokenGrid
  let place: (row: Int, column: Int)

  init(_ rollout: Rollout, along path: RolloutPath, on grid: TokenGrid) {
    self.rollout = rollout
    self.grid = grid
    let base = rollout.base
    place = grid.position(of: rollout.origin.token)
    size = RolloutSize(of: base, from: rollout.origin.token, on: grid, input: path.input)
    outside = base.outside + base.prefixTokens.reduce(0, +)
    reached = base.support.count
    pixels = rollout.pixels()
    bounds = TokenBounds(of: pixels.support, on: pixels.grid)
  }

  /// How many maps there are on the way down: what each block takes, and the pixels.
  var stops: Int { rollout.levels.count + 1 }

  /// The shares at a stop, from 0 for what the token's own block takes.
  func mass(at stop: Int) -> TokenMass {
    rollout.levels.indices.contains(stop) ? rollout.levels[stop].mass : pixels
  }

  /// Where a stop is, in a few words.
  func name(of stop: Int) -> String {
    guard rollout.levels.indices.contains(stop) else { return "the pixels" }
    return "before \(rollout.levels[stop].address), \(rollout.levels[stop].mass.grid) tokens"
  }

  /// The rows and columns of a map that the token lies over.
  func extent(on map: TokenGrid) -> (rows: Range<Int>, columns: Range<Int>) {
    func range(_ position: Int, of count: Int, on size: Int) -> Range<Int> {
      let first = position * size / count
      return first..<max(first + 1, ((position + 1) * size + count - 1) / count)
    }
    return (
      range(place.row, of: grid.rows, on: map.rows),
      range(place.column, of: grid.columns, on: map.columns)
    )
  }
}
