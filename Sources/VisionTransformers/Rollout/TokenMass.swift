/// How much of one token comes from each token of some layer below: shares of one.
public struct TokenMass: Equatable, Sendable {
  public let grid: TokenGrid
  /// How many tokens stand before those of the grid.
  public let prefixCount: Int
  /// The part that comes from nothing in the picture: from zero tokens beyond the grid, and from
  /// prefix tokens where these are learned.
  public internal(set) var outside = 0.0
  /// One share for each prefix token, then for each token of the grid.
  private var shares: [Double]

  /// Nothing yet.
  init(on grid: TokenGrid, prefixCount: Int) {
    self.grid = grid
    self.prefixCount = prefixCount
    shares = [Double](repeating: 0, count: prefixCount + grid.count)
  }

  /// All of a token comes from itself.
  ///
  /// - Parameters:
  ///   - token: A token of the grid, or a prefix token (−1, −2, …).
  ///   - grid: How the tokens lie.
  ///   - prefixCount: How many tokens stand before those of the grid.
  public init(of token: Int, on grid: TokenGrid, prefixCount: Int = 0) {
    self.init(on: grid, prefixCount: prefixCount)
    self[token] = 1
  }

  /// The share of a token of the grid, or of a prefix token.
  public subscript(token: Int) -> Double {
    get { shares[place(of: token)] }
    set { shares[place(of: token)] = newValue }
  }

  private func place(of token: Int) -> Int {
    precondition(
      token >= -prefixCount && token < grid.count,
      "token \(token) is not in \(-prefixCount)..<\(grid.count)")
    return token < 0 ? -1 - token : prefixCount + token
  }

  /// Nothing yet but what is outside already.
  var emptied: Self {
    var mass = Self(on: grid, prefixCount: prefixCount)
    mass.outside = outside
    return mass
  }

  /// The share of some tokens, prefix tokens among them.
  func total(of tokens: [Int]) -> Double {
    var sum = 0.0
    for token in tokens { sum += shares[place(of: token)] }
    return sum
  }

  /// Adds a share to each of some tokens, prefix tokens among them.
  mutating func add(_ share: Double, toEach tokens: [Int]) {
    for token in tokens { shares[place(of: token)] += share }
  }

  /// The shares of the tokens of the grid, row by row.
  public var tokens: ArraySlice<Double> { shares[prefixCount...] }

  /// The shares of the prefix tokens, −1 first.
  public var prefixTokens: ArraySlice<Double> { shares[..<prefixCount] }

  /// The share of the whole grid.
  public var total: Double { tokens.reduce(0, +) }

  /// The tokens of the grid that have any share.
  public var support: TokenSet {
    var support = TokenSet(on: grid)
    for (token, share) in tokens.enumerated() where share > 0 { support.insert(token) }
    return support
  }

  /// Half of what a token keeps, and half of what it takes from others.
  ///
  /// - Precondition: Both are shares of the same tokens.
  static func mean(_ kept: Self, _ taken: Self) -> Self {
    precondition(
      kept.grid == taken.grid && kept.prefixCount == taken.prefixCount,
      "shares of \(kept.grid) and of \(taken.grid) tokens have no mean")
    var mean = kept
    for place in mean.shares.indices {
      mean.shares[place] = (kept.shares[place] + taken.shares[place]) / 2
    }
    mean.outside = (kept.outside + taken.outside) / 2
    return mean
  }
}
