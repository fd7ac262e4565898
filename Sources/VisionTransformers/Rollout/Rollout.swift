/// Where a token comes from, as attention rollout follows it down: through the blocks to the first
/// grid, and to the pixels (Abnar & Zuidema 2020, arXiv 2005.00928).
///
/// For one token no n × n matrix is made: `r_{l−1} = r_l · A_l`, over groups only that hold a share.
/// Residual connections count half, `A = 0.5 · W + 0.5 · I`, with `W` the mean over heads. Between
/// stages, a token's share lies evenly on the tokens it is made from.
public struct Rollout: Sendable {
  /// A token after a block.
  public struct Origin: Hashable, Sendable {
    public var address: BlockAddress
    /// A token of the grid, or a prefix token (−1, −2, …).
    public var token: Int

    public init(_ token: Int, after address: BlockAddress) {
      self.address = address
      self.token = token
    }
  }

  /// Where the token comes from among those that a block takes.
  public struct Level: Sendable {
    public var address: BlockAddress
    /// Shares on the grid of the block before; on the first grid for the first block.
    public var mass: TokenMass
  }

  public let origin: Origin
  public let weights: RolloutWeights
  /// From the token's own block to the first.
  public private(set) var levels: [Level]
  private let stem: TokenFootprint

  /// Follows a token down.
  ///
  /// - Parameters:
  ///   - origin: The token.
  ///   - path: The blocks on the way.
  ///   - weights: What counts as the weights of attention.
  /// - Precondition: The path goes through the token's block; blocks were run for measured weights.
  public init(of origin: Origin, along path: RolloutPath, _ weights: RolloutWeights) {
    self.init(of: origin, along: path, weights, [])
    _ = path.follow([origin], weights) { _, level in
      levels.append(level)
      return true
    }
  }

  /// A token that was followed already.
  init(of origin: Origin, along path: RolloutPath, _ weights: RolloutWeights, _ levels: [Level]) {
    self.origin = origin
    self.weights = weights
    self.levels = levels
    stem = path.stem
  }

  /// Shares on the first grid.
  public var base: TokenMass { levels[levels.count - 1].mass }

  /// Shares on the pixels of the picture, each pixel a token of a grid.
  public func pixels() -> TokenMass { base.spread(over: stem) }
}

extension RolloutPath {
  /// Shares of many tokens on the first grid, in one walk down: a row of a run's weights is computed
  /// once for all of them.
  ///
  /// - Precondition: The path goes through the block of every token; blocks were run for measured
  ///   weights.
  public func base(of origins: [Rollout.Origin], _ weights: RolloutWeights) -> [TokenMass] {
    follow(origins, weights) { _, _ in true }
  }

  /// Walks down from all tokens at once.
  ///
  /// - Parameters:
  ///   - origins: The tokens.
  ///   - weights: What counts as the weights of attention.
  ///   - visit: Told of the place of a token in `origins`, and of its shares among those that a block
  ///     takes, block by block; answers whether to go on.
  /// - Returns: Shares on the first grid, or on the way to it where the walk was ended.
  func follow(
    _ origins: [Rollout.Origin], _ weights: RolloutWeights,
    _ visit: (_ place: Int, Rollout.Level) -> Bool
  ) -> [TokenMass] {
    let starts = origins.map { origin in
      guard let block = blocks.firstIndex(where: { $0.address == origin.address }) else {
        preconditionFailure("\(origin.address) is not one of \(blocks.count) blocks")
      }
      return block
    }
    var masses = zip(origins, starts).map { origin, start in
      let block = blocks[start]
      return TokenMass(of: origin.token, on: block.grid, prefixCount: block.prefixCount)
    }
    for index in blocks.indices.reversed() {
      let entered = starts.indices.filter { starts[$0] >= index }
      guard !entered.isEmpty else { continue }
      var active = entered.map { masses[$0] }
      for step in blocks[index].steps.reversed() { active = step.pull(active, weights) }
      for (place, mass) in zip(entered, active) {
        masses[place] = mass
        guard visit(place, Rollout.Level(address: blocks[index].address, mass: mass)) else {
          return masses
        }
      }
    }
    return masses
  }
}
