import Foundation

/// What can be said of a token's attention in a few numbers.
public struct AttentionStatistics: Hashable, Sendable {
  /// The size of the region: keys that the token attends to, prefix and padding tokens included.
  public var keyCount: Int
  /// `−Σ a ln a`, in nats.
  public var entropy: Double
  /// The distance to what is attended to, in pixels, weighted by attention; `nil` for a prefix token,
  /// which has no place.
  ///
  /// Keys without a place (prefix tokens, padding) are left out, and the rest is not scaled up for it.
  public var meanDistance: Double?
  public var largestWeight: Double

  /// The largest entropy that the region allows: `ln` of its size.
  public var entropyCeiling: Double { keyCount == 0 ? 0 : log(Double(keyCount)) }

  /// As many keys, evenly attended to, would have the same entropy.
  public var effectiveKeys: Double { exp(entropy) }

  /// Statistics of one head.
  ///
  /// - Parameters:
  ///   - row: The attention of the token in one head.
  ///   - query: The token.
  ///   - pattern: Who attends to whom in the layer.
  ///   - stride: Pixels from one token to the next.
  public init(of row: AttentionRow, query: Int, in pattern: AttentionPattern, stride: Double) {
    self.init(
      of: MeanAttention(of: [row]), query: query,
      in: pattern.branch(ofHead: row.head)?.keySpace ?? .tokens, on: pattern.grid, stride: stride)
  }

  /// Statistics of the mean over heads, in which a head gives 0 to keys outside of its region.
  ///
  /// - Parameters:
  ///   - rows: The attention of the token, one row for each head.
  ///   - query: The token.
  ///   - pattern: Who attends to whom in the layer.
  ///   - stride: Pixels from one token to the next.
  /// - Precondition: All heads number their keys alike.
  public init(ofMean rows: [AttentionRow], query: Int, in pattern: AttentionPattern, stride: Double)
  {
    let spaces = Set(rows.compactMap { pattern.branch(ofHead: $0.head)?.keySpace })
    precondition(spaces.count <= 1, "\(spaces.count) key spaces have no mean")
    self.init(
      of: MeanAttention(of: rows), query: query, in: spaces.first ?? .tokens, on: pattern.grid,
      stride: stride)
  }

  private init(
    of attention: MeanAttention, query: Int, in space: AttentionPattern.KeySpace,
    on grid: TokenGrid, stride: Double
  ) {
    keyCount = attention.keys.count
    entropy = attention.weights.reduce(0) { sum, weight in
      weight > 0 ? sum - Double(weight) * log(Double(weight)) : sum
    }
    largestWeight = Double(attention.weights.max() ?? 0)
    guard query >= 0 else { return }
    let (row, column) = grid.position(of: query)
    meanDistance = zip(attention.keys, attention.weights).reduce(0) { sum, pair in
      guard let center = space.place(of: pair.0, on: grid).center(on: grid) else { return sum }
      let (down, right) = (center.row - Double(row), center.column - Double(column))
      return sum + Double(pair.1) * stride * (down * down + right * right).squareRoot()
    }
  }
}

extension AttentionPattern.KeySpace.Place {
  /// The middle of what a key stands for, in rows and columns of the grid; `nil` for a key that has
  /// no place on it.
  fileprivate func center(on grid: TokenGrid) -> (row: Double, column: Double)? {
    switch self {
    case .token(let token):
      let (row, column) = grid.position(of: token)
      return (Double(row), Double(column))
    case .square(let rows, let columns):
      return (
        Double(rows.lowerBound + rows.upperBound - 1) / 2,
        Double(columns.lowerBound + columns.upperBound - 1) / 2
      )
    case .prefix, .padding: return nil
    }
  }
}
