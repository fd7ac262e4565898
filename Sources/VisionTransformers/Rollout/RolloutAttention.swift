/// One attention layer on the way from the pixels to a token.
public struct RolloutAttention: Sendable {
  /// Who attends to whom.
  public let pattern: AttentionPattern
  /// The weights, where the layer was run.
  public let record: AttentionRecord?
  /// Whether branches of heads attend one after the other, as in Axial-DeepLab.
  public let isInTurn: Bool
  /// Rows, and columns, of the pattern's grid that become one; 1 where the grid stays.
  public let stride: Int

  init(
    _ pattern: AttentionPattern, record: AttentionRecord? = nil, isInTurn: Bool = false,
    stride: Int = 1
  ) {
    self.pattern = pattern
    self.record = record
    self.isInTurn = isInTurn
    self.stride = stride
  }

  /// The branches, in the turns in which they attend.
  var turns: [[AttentionPattern.Branch]] {
    isInTurn ? pattern.branches.map { [$0] } : [pattern.branches]
  }

  /// Which tokens of the pattern's grid become one after attention; `nil` where the grid stays.
  var pooling: DownsamplingFootprint? { stride == 1 ? nil : footprint(extent: stride) }

  /// What a token keeps of itself where attention's grid is finer: the first token of its square.
  var shortcut: DownsamplingFootprint? { stride == 1 ? nil : footprint(extent: 1) }

  private func footprint(extent: Int) -> DownsamplingFootprint {
    DownsamplingFootprint(
      fine: pattern.grid,
      coarse: TokenGrid(rows: pattern.grid.rows / stride, columns: pattern.grid.columns / stride),
      extent: extent, stride: stride)
  }

  /// Shares after the layer as shares before it: `0.5 · (what it attends to) + 0.5 · itself`
  /// (attention rollout, arXiv 2005.00928), the mean over heads being that of each turn.
  func pull(_ masses: [TokenMass], _ weights: RolloutWeights) -> [TokenMass] {
    func unpooled(_ footprint: DownsamplingFootprint?) -> [TokenMass] {
      guard let footprint else { return masses }
      return masses.map { $0.spreadGrid(over: footprint, prefixCount: pattern.prefixCount) }
    }
    var taken = unpooled(pooling)
    for branches in turns.reversed() {
      let heads = branches.reduce(0) { $0 + $1.heads.count }
      switch weights {
      case .uniform: taken = taken.map { $0.attending(evenlyIn: branches, heads: heads) }
      case .measured:
        guard let record else { preconditionFailure("a layer that was not run has no weights") }
        taken = taken.attending(asIn: record, branches, heads: heads)
      }
    }
    return zip(unpooled(shortcut), taken).map { TokenMass.mean($0, $1) }
  }
}

/// What attention rollout takes for the weights of attention.
public enum RolloutWeights: Hashable, Sendable {
  /// Every key of a token has the same weight: the architecture alone.
  case uniform
  /// The weights of a run.
  case measured
}
