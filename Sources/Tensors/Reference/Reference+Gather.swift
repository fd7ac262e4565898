extension Reference {
  static func gatherRows(
    _ x: Matrix, _ tokens: TokenList, partsPerRow parts: Int, into y: Matrix
  ) {
    for row in 0..<y.rows {
      for column in 0..<y.columns {
        let token = tokens[row * parts + column / x.columns]
        y[row, column] = token < 0 ? 0 : x[token, column % x.columns]
      }
    }
  }

  static func scatterRows(_ x: Matrix, to tokens: TokenList, of y: Matrix) {
    for row in 0..<x.rows {
      for column in 0..<x.columns { y[tokens[row], column] = x[row, column] }
    }
  }

  static func gatherPatches(
    _ x: Matrix, height: Int, width: Int, kernel: Int, stride: Int, padding: Int,
    beyond: Int = 0, outputs: Range<Int>, into y: Matrix
  ) {
    let across = (width + 2 * padding + beyond - kernel) / stride + 1
    for (row, output) in outputs.enumerated() {
      for ky in 0..<kernel {
        for kx in 0..<kernel {
          let (r, c) = (
            output / across * stride + ky - padding, output % across * stride + kx - padding
          )
          let isInside = r >= 0 && r < height && c >= 0 && c < width
          for channel in 0..<x.columns {
            let column = (ky * kernel + kx) * x.columns + channel
            y[row, column] = isInside ? x[r * width + c, channel] : 0
          }
        }
      }
    }
  }
}
