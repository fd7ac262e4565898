/// Where the tokens over one place of the picture come from, after each block on the way: how what
/// they draw on grows with depth.
public struct RolloutGrowth: Sendable {
  /// The token after one block.
  public struct Depth: Sendable {
    public var address: BlockAddress
    /// A token of the block's grid.
    public var token: Int
    /// Shares on the first grid.
    public var base: TokenMass
    /// What ``base`` comes to.
    public var rollout: BlockRollout
    /// The part of the first grid that has any share, from 0 to 1: with even weights, all that the
    /// token can reach whatever the weights.
    public var share: Double
  }

  public let weights: RolloutWeights
  /// One for each block of the path, first to last.
  public let depths: [Depth]
  /// The way down from one of the tokens, level by level.
  public let focus: Rollout

  /// Follows one token of each block down, all in one walk.
  ///
  /// - Parameters:
  ///   - tokens: For each block of the path a token of its grid.
  ///   - path: The blocks on the way.
  ///   - weights: What counts as the weights of attention.
  ///   - block: The place in the path of the block whose token is followed level by level.
  ///   - isWanted: Asked after each block of the walk; `nil` comes of it where the answer is no.
  /// - Precondition: The path has such a block; blocks were run for measured weights.
  public init?(
    of tokens: [Int], along path: RolloutPath, _ weights: RolloutWeights, focusingOn block: Int,
    while isWanted: () -> Bool = { true }
  ) {
    precondition(
      tokens.count == path.blocks.count,
      "\(tokens.count) tokens are not one for each of \(path.blocks.count) blocks")
    let origins = zip(path.blocks, tokens).map { Rollout.Origin($1, after: $0.address) }
    var levels: [Rollout.Level] = []
    var wasWanted = true
    let masses = path.follow(origins, weights) { place, level in
      if place == block { levels.append(level) }
      wasWanted = wasWanted && isWanted()
      return wasWanted
    }
    guard wasWanted else { return nil }
    self.weights = weights
    focus = Rollout(of: origins[block], along: path, weights, levels)
    depths = zip(zip(path.blocks, tokens), masses).map { origin, mass in
      Depth(
        address: origin.0.address, token: origin.1, base: mass,
        rollout: BlockRollout(of: mass, from: origin.1, after: origin.0, input: path.input),
        share: Double(mass.support.count) / Double(mass.grid.count))
    }
  }

  /// The first block after which the token at this place draws on every token of the first grid.
  public var firstFull: BlockAddress? { depths.first { $0.share == 1 }?.address }
}
