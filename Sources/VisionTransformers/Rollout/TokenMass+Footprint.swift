extension TokenMass {
  /// The same on the map that tokens are made from: each token's share lies evenly on all it is made
  /// from, of which there are fewer at the border.
  ///
  /// That merging gives all it merges the same weight is this program's convention: rollout was
  /// defined for networks that keep their tokens.
  ///
  /// - Parameters:
  ///   - footprint: What the tokens are made from.
  ///   - prefixCount: How many tokens stand before those of the finer map.
  /// - Returns: Shares on the finer map; those of learned prefix tokens are outside.
  public func spread(over footprint: TokenFootprint, prefixCount: Int = 0) -> TokenMass {
    var mass = self
    for (index, step) in footprint.steps.enumerated().reversed() {
      mass = mass.spreadGrid(over: step, prefixCount: index == 0 ? prefixCount : 0)
    }
    for (place, share) in prefixTokens.enumerated() where share > 0 {
      guard let prefix = footprint.prefix else {
        mass.outside += share
        continue
      }
      let sources = prefix.tokens(under: place)
      for source in sources { mass[-1 - source] += share / Double(sources.count) }
    }
    return mass
  }

  /// The shares of the grid alone.
  func spreadGrid(over step: DownsamplingFootprint, prefixCount: Int) -> TokenMass {
    precondition(step.coarse == grid, "a footprint of \(step.coarse) is not one of \(grid)")
    var mass = TokenMass(on: step.fine, prefixCount: prefixCount)
    mass.outside = outside
    for (token, share) in tokens.enumerated() where share > 0 {
      let sources = step.tokens(under: token)
      for source in sources { mass[source] += share / Double(sources.count) }
    }
    return mass
  }
}
