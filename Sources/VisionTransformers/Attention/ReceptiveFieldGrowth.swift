/// What every token of a grid draws on, layer after layer, in tokens of the first grid.
///
/// This is reach as the patterns alone declare it, "theoretical" in the literature: a token is drawn
/// on or not, whatever the weights. Convolutions inside of blocks are left out. Prefix tokens begin as
/// learned numbers, which draw on nothing, and carry on what they gather.
public struct ReceptiveFieldGrowth: Sendable {
  /// The grid that everything is drawn from.
  public let base: TokenGrid
  /// The grid of the stage reached so far.
  public private(set) var grid: TokenGrid
  /// What each token of ``grid`` draws on.
  private var reached: [TokenSet]
  /// What each prefix token draws on, −1 first; those that are not here draw on nothing yet.
  private var prefix: [TokenSet] = []

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

  /// What a token of the grid, or a prefix token, draws on so far.
  public func field(of token: Int) -> ReceptiveField {
    ReceptiveField(on: base, reached: drawn(by: token))
  }

  /// The part of ``base`` that a token of the grid draws on, mean over all of them, from 0 to 1.
  public var meanShare: Double {
    Double(reached.reduce(0) { $0 + $1.count }) / Double(base.count * reached.count)
  }

  /// Whether every token of the grid draws on all of ``base``.
  public var isFull: Bool { reached.allSatisfy { $0.count == base.count } }

  /// Goes through one attention layer, whose tokens keep what they had.
  ///
  /// - Precondition: The pattern is on ``grid``.
  public mutating func attend(_ pattern: AttentionPattern) {
    precondition(pattern.grid == grid, "a pattern on \(pattern.grid) is no layer on \(grid)")
    while prefix.count < pattern.prefixCount { prefix.append(TokenSet(on: base)) }
    let before = self
    for branch in pattern.branches {
      for group in branch.groups {
        let drawn = before.drawn(by: group.keys, in: branch.keySpace)
        for query in group.queries { draw(drawn, query) }
      }
    }
  }

  /// Goes through one branch of heads, whose tokens keep nothing of what they had.
  mutating func pass(through branch: AttentionPattern.Branch) {
    let before = self
    for group in branch.groups {
      let drawn = before.drawn(by: group.keys, in: branch.keySpace)
      for query in group.queries { reached[query] = drawn }
    }
  }

  /// Goes through an exchange between prefix tokens: each then draws on what its group drew on.
  ///
  /// - Parameter groups: Prefix tokens (−1, −2, …) that exchange what they know.
  public mutating func exchange(_ groups: [[Int]]) {
    for group in groups {
      let drawn = group.reduce(into: TokenSet(on: base)) { $0.formUnion(self.drawn(by: $1)) }
      for token in group where prefix.indices.contains(-1 - token) { prefix[-1 - token] = drawn }
    }
  }

  /// Goes on to the next stage, whose prefix tokens, if it has any, are learned.
  ///
  /// - Precondition: The footprint is of ``grid``.
  public mutating func downsample(_ footprint: DownsamplingFootprint) {
    precondition(footprint.fine == grid, "a footprint of \(footprint.fine) is not one of \(grid)")
    reached = merged(reached, by: footprint)
    prefix = []
    grid = footprint.coarse
  }

  /// Goes on to the next stage, whose prefix tokens may be made from those of the last.
  ///
  /// - Precondition: The footprint is of ``grid``.
  public mutating func downsample(_ footprint: TokenFootprint) {
    let before = prefix
    for step in footprint.steps { downsample(step) }
    guard let step = footprint.prefix, before.count == step.fine.count else { return }
    prefix = merged(before, by: step)
  }

  /// Adds what tokens draw on along another way.
  ///
  /// - Precondition: Both ways lead to the same grid.
  mutating func formUnion(_ other: Self) {
    precondition(other.grid == grid, "ways to \(other.grid) and to \(grid) do not meet")
    for token in reached.indices { reached[token].formUnion(other.reached[token]) }
  }

  private func drawn(by token: Int) -> TokenSet {
    if token >= 0 { return reached[token] }
    return prefix.indices.contains(-1 - token) ? prefix[-1 - token] : TokenSet(on: base)
  }

  private mutating func draw(_ drawn: TokenSet, _ token: Int) {
    if token < 0 {
      prefix[-1 - token].formUnion(drawn)
    } else {
      reached[token].formUnion(drawn)
    }
  }

  private func drawn(by keys: [Int], in space: AttentionPattern.KeySpace) -> TokenSet {
    var sources = TokenSet(in: -prefix.count..<grid.count)
    for key in keys { sources.insert(space.place(of: key, on: grid), on: grid) }
    return sources.reduce(into: TokenSet(on: base)) { $0.formUnion(drawn(by: $1)) }
  }

  private func merged(_ fine: [TokenSet], by footprint: DownsamplingFootprint) -> [TokenSet] {
    (0..<footprint.coarse.count).map { token in
      footprint.tokens(under: token).reduce(into: TokenSet(on: base)) { $0.formUnion(fine[$1]) }
    }
  }
}
