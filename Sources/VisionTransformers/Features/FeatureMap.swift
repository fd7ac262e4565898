public import Tensors

/// The tokens of a grid after a block of a run, as vectors: what norms, colours and likenesses on the
/// map are made of.
///
/// A view of memory that the next run but one writes over only when nobody holds this value any more.
public struct FeatureMap: Sendable {
  public let grid: TokenGrid
  /// `[grid.count, channels]`.
  private let tokens: Matrix

  /// - Parameters:
  ///   - grid: How the tokens lie.
  ///   - tokens: `[grid.count, channels]`: what nobody writes over as long as this value lives.
  public init(grid: TokenGrid, tokens: Matrix) {
    precondition(tokens.rows == grid.count, "\(tokens.rows) tokens are not those of \(grid)")
    self.grid = grid
    self.tokens = tokens
  }

  /// Numbers of a token.
  public var channels: Int { tokens.columns }

  /// The numbers of one token.
  public subscript(token: Int) -> [Float] { tokens.row(token) }

  /// The Euclidean norm of each token: `[grid.count]`.
  public func norms() -> [Float] { rowNorms(tokens) }

  /// The cosine of the angle between each token and one of them: `[grid.count]`, −1 to 1, and 0 where
  /// one of the two has no length.
  public func cosines(to token: Int) -> [Float] {
    let products = scores(
      of: token, queries: tokens, keys: tokens, to: TokenList(0..<grid.count), scale: 1)
    let norms = norms()
    return zip(products, norms).map { product, norm in
      let lengths = norm * norms[token]
      return lengths > 0 ? min(1, max(-1, product / lengths)) : 0
    }
  }

  /// The directions in which the tokens of the picture differ most, and where each token lies along
  /// them, the mean token taken off.
  ///
  /// - Parameters:
  ///   - count: How many directions.
  ///   - isWanted: Asked often; when it answers no, the work ends.
  /// - Returns: The directions; `nil` where nobody wants them any more.
  public func principalComponents(
    _ count: Int = 3, while isWanted: () -> Bool = { true }
  ) -> PrincipalComponents? {
    PrincipalComponents(of: tokens, count: count, while: isWanted)
  }
}
