/// Tokens that a query reaches one layer later, through a token that stands between them.
public struct AttentionHop: Hashable, Sendable {
  /// The prefix token that gathers them (−1, −2, …).
  public var via: Int
  /// Tokens of the grid, ascending.
  public var tokens: [Int]

  public init(via: Int, tokens: [Int]) {
    self.via = via
    self.tokens = tokens
  }
}
