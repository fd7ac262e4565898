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
    self.init(ofMean: [row], query: query, in: pattern, stride: stride)
  }

  /// Statistics of the mean over heads, in which a head gives 0 to keys outside of its region.
  ///
  /// Keys that heads read at different points are different keys.
  ///
  /// - Parameters:
  ///   - rows: The attention of the token, one row for each head.
  ///   - query: The token.
  ///   - pattern: Who attends to whom in the layer.
  ///   - stride: Pixels from one token to the next.
  public init(ofMean rows: [AttentionRow], query: Int, in pattern: AttentionPattern, stride: Double)
  {
    let keys = MeanAttention.parts(of: rows, in: pattern).flatMap { space, attention in
      zip(attention.keys, attention.weights).map {
        (place: space.place(of: $0, on: pattern.grid), weight: Double($1))
      }
    }
    keyCount = keys.count
    entropy = keys.reduce(0) { $1.weight > 0 ? $0 - $1.weight * log($1.weight) : $0 }
    largestWeight = keys.lazy.map(\.weight).max() ?? 0
    guard query >= 0 else { return }
    let (row, column) = pattern.grid.position(of: query)
    meanDistance = keys.reduce(0) { sum, key in
      guard let center = key.place.center(on: pattern.grid) else { return sum }
      let (down, right) = (center.row - Double(row), center.column - Double(column))
      return sum + key.weight * stride * (down * down + right * right).squareRoot()
    }
  }
}

extension AttentionPattern.KeySpace.Place {
  /// The middle of what a key stands for, in rows and columns of the grid; `nil` for a key that has
  /// no place on it.
  func center(on grid: TokenGrid) -> (row: Double, column: Double)? {
    switch self {
    case .token(let token):
      let (row, column) = grid.position(of: token)
      return (Double(row), Double(column))
    case .square(let rows, let columns):
      return (
        Double(rows.lowerBound + rows.upperBound - 1) / 2,
        Double(columns.lowerBound + columns.upperBound - 1) / 2
      )
    case .sample(let point): return (point.row, point.column)
    case .prefix, .padding: return nil
    }
  }
}
