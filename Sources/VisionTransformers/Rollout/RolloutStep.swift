/// One step on the way from the pixels to a token.
public enum RolloutStep: Sendable {
  case attention(RolloutAttention)
  /// In each group, every prefix token gets the same share of all.
  case exchange(groups: [[Int]])
  /// Tokens are made of those of the stage before, which had so many prefix tokens.
  case source(TokenFootprint, prefixCount: Int)

  /// Shares after the step as shares before it.
  func pull(_ masses: [TokenMass], _ weights: RolloutWeights) -> [TokenMass] {
    switch self {
    case .attention(let layer): layer.pull(masses, weights)
    case .exchange(let groups): masses.map { $0.exchanged(groups) }
    case .source(let footprint, let prefixCount):
      masses.map { $0.spread(over: footprint, prefixCount: prefixCount) }
    }
  }
}

extension TokenMass {
  /// Prefix tokens that exchange slices of their channels: what one has comes evenly from its group.
  ///
  /// A share knows no channels, so that each slice counts as much as any other is a convention.
  fileprivate func exchanged(_ groups: [[Int]]) -> TokenMass {
    var mass = self
    for group in groups {
      let share = group.reduce(0) { $0 + self[$1] } / Double(group.count)
      for token in group { mass[token] = share }
    }
    return mass
  }
}
