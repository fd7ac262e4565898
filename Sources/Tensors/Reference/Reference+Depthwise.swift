extension Reference {
  /// Rows of the map are taken from a region: its token (r, c) is row `region[r * width + c]`.
  static func depthwise(
    _ x: Matrix, weight: Tensor, bias: Tensor?, region: TokenList, height: Int, width: Int,
    rows: Range<Int>, into y: Matrix, adding: Bool
  ) {
    let kernel = weight.shape.extents[2]
    for r in rows {
      for c in 0..<width {
        for channel in 0..<x.columns {
          var sum = Double(bias?.scalars[channel] ?? 0)
          for ky in 0..<kernel {
            for kx in 0..<kernel {
              let (from, at) = (r + ky - kernel / 2, c + kx - kernel / 2)
              guard from >= 0, from < height, at >= 0, at < width else { continue }
              let factor = weight.scalars[(channel * kernel + ky) * kernel + kx]
              sum += Double(factor) * Double(x[region[from * width + at], channel])
            }
          }
          let token = region[r * width + c]
          y[token, channel] = Float(sum) + (adding ? y[token, channel] : 0)
        }
      }
    }
  }
}
