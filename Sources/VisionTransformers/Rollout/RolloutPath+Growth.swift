/// How far tokens reach after a block, whatever the weights: on the first grid, without convolutions
/// inside of blocks.
public struct BlockReach: Hashable, Sendable {
  public var address: BlockAddress
  /// The part of the first grid that a token reaches, mean over all tokens, from 0 to 1.
  public var meanShare: Double
  /// The part that the one token reaches, from 0 to 1.
  public var tokenShare: Double
  /// Whether every token reaches all.
  public var isFull: Bool
}

/// Where a token comes from after a block, as a size.
public struct BlockRollout: Hashable, Sendable {
  public var address: BlockAddress
  public var size: RolloutSize
  /// The part that comes from nothing in the picture: from zero tokens beyond the grid, and from
  /// learned prefix tokens; from 0 to 1.
  public var outside: Double

  /// - Parameters:
  ///   - mass: Shares on the first grid.
  ///   - token: The token, of the block's grid.
  ///   - block: The block.
  ///   - input: Height and width of the picture.
  init(of mass: TokenMass, from token: Int, after block: RolloutPath.Block, input: PixelSize) {
    address = block.address
    size = RolloutSize(of: mass, from: token, on: block.grid, input: input)
    outside = mass.outside + mass.prefixTokens.reduce(0, +)
  }
}

extension RolloutPath {
  /// The token of each block that lies over a token of the first grid.
  ///
  /// - Parameter place: Row and column on the first grid; `nil` for the middle of each block's own
  ///   grid.
  /// - Returns: One token for each block.
  public func tokens(over place: (row: Int, column: Int)?) -> [Int] {
    blocks.map { block in
      guard let place else { return block.grid.center }
      return block.grid[
        place.row * block.grid.rows / base.rows, place.column * block.grid.columns / base.columns]
    }
  }

  /// How far tokens reach after each block.
  ///
  /// - Parameter tokens: For each block the token to look at.
  /// - Returns: One entry for each block.
  public func reach(of tokens: [Int]) -> [BlockReach] {
    var growth = ReceptiveFieldGrowth(on: base)
    return zip(blocks, tokens).map { block, token in
      for step in block.steps { growth.go(through: step) }
      return BlockReach(
        address: block.address, meanShare: growth.meanShare,
        tokenShare: growth.field(of: token).share, isFull: growth.isFull)
    }
  }

  /// Sizes of where tokens come from, after each block, in tokens of the first grid.
  ///
  /// - Parameters:
  ///   - tokens: For each block the token to look at.
  ///   - weights: What counts as the weights of attention.
  /// - Returns: One entry for each block.
  /// - Precondition: Blocks were run for measured weights.
  public func sizes(of tokens: [Int], _ weights: RolloutWeights) -> [BlockRollout] {
    let origins = zip(blocks, tokens).map { Rollout.Origin($1, after: $0.address) }
    return zip(zip(blocks, tokens), base(of: origins, weights)).map { origin, mass in
      BlockRollout(of: mass, from: origin.1, after: origin.0, input: input)
    }
  }
}
