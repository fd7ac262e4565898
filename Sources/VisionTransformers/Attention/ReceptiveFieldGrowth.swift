/// What every token of a grid draws on, layer after layer, in tokens of the first grid.
///
/// This is reach as the patterns alone declare it, "theoretical" in the literature: a token is drawn
/// on or not, whatever the weights. Convolutions inside of blocks are left out.
public struct ReceptiveFieldGrowth: Sendable {
  /// The grid that everything is drawn from.
  public let base: TokenGrid
  /// The grid of the stage reached so far.
  public private(set) var grid: TokenGrid
  /// What each token of ``grid`` draws on.
  private var reached: [TokenSet]

  /// Before the first layer, when every token draws on itself.
  public init(on base: TokenGrid) {
    self.base = base
    grid = base
    reached = (0..<base.count).map { token in
      var own = TokenSet(on: base)
      own.insert(token)
      return own
    }
  }

  /// What a token draws on so far.
  public func field(of token: Int) -> ReceptiveField {
    ReceptiveField(on: base, reached: reached[token])
  }

  /// The part of ``base`` that a token draws on, mean over all tokens, from 0 to 1.
  public var meanShare: Double {
    Double(reached.reduce(0) { $0 + $1.count }) / Double(base.count * reached.count)
  }

  /// Whether every token draws on all of ``base``.
  public var isFull: Bool { reached.allSatisfy { $0.count == base.count } }

  /// Goes through one attention layer, whose tokens keep what they had.
  ///
  /// - Precondition: The pattern is on ``grid``, and has no prefix tokens.
  public mutating func attend(_ pattern: AttentionPattern) {
    precondition(pattern.grid == grid, "a pattern on \(pattern.grid) is no layer on \(grid)")
    precondition(pattern.prefixCount == 0, "\(pattern.prefixCount) prefix tokens lie on no grid")
    let before = reached
    for branch in pattern.branches {
      for group in branch.groups {
        let drawn = union(of: group.keys, in: branch.keySpace, before: before)
        for query in group.queries { reached[query].formUnion(drawn) }
      }
    }
  }

  /// Goes on to the next stage.
  ///
  /// - Precondition: The footprint is of ``grid``.
  public mutating func downsample(_ footprint: DownsamplingFootprint) {
    precondition(footprint.fine == grid, "a footprint of \(footprint.fine) is not one of \(grid)")
    let fine = reached
    reached = (0..<footprint.coarse.count).map { token in
      footprint.tokens(under: token).reduce(into: TokenSet(on: base)) { $0.formUnion(fine[$1]) }
    }
    grid = footprint.coarse
  }

  private func union(
    of keys: [Int], in space: AttentionPattern.KeySpace, before: [TokenSet]
  ) -> TokenSet {
    var sources = TokenSet(on: grid)
    for key in keys { sources.insert(space.place(of: key, on: grid), on: grid) }
    return sources.reduce(into: TokenSet(on: base)) { $0.formUnion(before[$1]) }
  }
}
