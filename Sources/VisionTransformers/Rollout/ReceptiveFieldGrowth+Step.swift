extension ReceptiveFieldGrowth {
  /// Goes through one step of a path.
  public mutating func go(through step: RolloutStep) {
    switch step {
    case .attention(let layer) where layer.isInTurn: attendInTurn(layer)
    case .attention(let layer): attend(layer.pattern)
    case .exchange(let groups): exchange(groups)
    case .source(let footprint, _): downsample(footprint)
    }
  }

  /// Goes through branches that attend one after the other, and adds what tokens had before.
  private mutating func attendInTurn(_ layer: RolloutAttention) {
    var attended = self
    for branch in layer.pattern.branches { attended.pass(through: branch) }
    if let pooling = layer.pooling { attended.downsample(pooling) }
    if let shortcut = layer.shortcut { downsample(shortcut) }
    formUnion(attended)
  }
}
