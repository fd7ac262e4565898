import VisionTransformers

/// Features that a formula gives, with clear margins wherever the clustering cuts.
enum ExampleFeatures {
  /// `((t²(k+3) + t(7k+31) + 17k² + 5) mod 1009) / 1009 − 0.5` for token `t` and channel `k`.
  static func values(tokens: Int, channels: Int, firstChannel: Int = 0) -> [Float] {
    (0..<tokens).flatMap { t in
      (firstChannel..<firstChannel + channels).map { k in
        let number = t * t * (k + 3) + t * (7 * k + 31) + 17 * k * k + 5
        return Float(Double(number % 1009) / 1009 - 0.5)
      }
    }
  }

  /// Other features in each head.
  static func heads(_ heads: Int, on grid: TokenGrid, channels: Int = 4) -> TokenFeatures {
    TokenFeatures(
      source: .run, channels: channels,
      heads: (0..<heads).map {
        values(tokens: grid.count, channels: channels, firstChannel: $0 * channels)
      })
  }

  /// A block in which every mechanism of the catalogue works, where its shape allows.
  static func context(_ rows: Int, _ columns: Int, heads: Int = 4) -> BlockContext {
    let grid = TokenGrid(rows: rows, columns: columns)
    return BlockContext(grid: grid, heads: heads, features: Self.heads(heads, on: grid))
  }
}
