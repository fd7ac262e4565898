import Foundation

/// How large the part of the picture is that a token comes from, in a few numbers.
///
/// Shares of the grid count as a whole: prefix tokens and what is outside are left out.
public struct RolloutSize: Hashable, Sendable {
  /// The fewest tokens that hold half of the shares.
  public var n50: Int
  /// The fewest tokens that hold nine tenths of the shares.
  public var n90: Int
  /// As many tokens with even shares would have the same entropy: `exp(−Σ p ln p)`.
  public var effectiveTokens: Double
  /// `Σ p · distance` between the middles of tokens, in pixels; `nil` for a prefix token, which has no
  /// place.
  public var distance: Double?

  /// - Parameters:
  ///   - mass: Where the token comes from.
  ///   - token: The token.
  ///   - grid: The grid that the token lies on.
  ///   - input: Height and width of the picture.
  public init(of mass: TokenMass, from token: Int, on grid: TokenGrid, input: PixelSize) {
    let total = mass.total
    let shares = total > 0 ? mass.tokens.map { $0 / total } : []
    let falling = shares.filter { $0 > 0 }.sorted(by: >)
    n50 = Self.count(holding: 0.5, of: falling)
    n90 = Self.count(holding: 0.9, of: falling)
    let entropy = shares.reduce(0) { $1 > 0 ? $0 - $1 * log($1) : $0 }
    effectiveTokens = shares.isEmpty ? 0 : exp(entropy)
    guard token >= 0 else { return }
    let (y, x) = Self.middle(of: token, on: grid, input)
    distance = shares.enumerated().reduce(0) { sum, entry in
      guard entry.element > 0 else { return sum }
      let place = Self.middle(of: entry.offset, on: mass.grid, input)
      let (down, right) = (place.y - y, place.x - x)
      return sum + entry.element * (down * down + right * right).squareRoot()
    }
  }

  /// Sums of shares that should be equal differ by less.
  private static let rounding = 1e-9

  private static func count(holding part: Double, of falling: [Double]) -> Int {
    var sum = 0.0
    for (index, share) in falling.enumerated() {
      sum += share
      if sum >= part - rounding { return index + 1 }
    }
    return falling.count
  }

  private static func middle(
    of token: Int, on grid: TokenGrid, _ input: PixelSize
  ) -> (y: Double, x: Double) {
    let (row, column) = grid.position(of: token)
    return (
      (Double(row) + 0.5) * Double(input.height) / Double(grid.rows),
      (Double(column) + 0.5) * Double(input.width) / Double(grid.columns)
    )
  }
}
