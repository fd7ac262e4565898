extension Reference {
  static func averagePool(
    _ x: Matrix, width: Int, side: Int, outputs: Range<Int>, into y: Matrix
  ) {
    let across = width / side
    for (row, output) in outputs.enumerated() {
      let (top, left) = (output / across * side, output % across * side)
      for channel in 0..<x.columns {
        var sum = 0.0
        for r in top..<top + side {
          for c in left..<left + side { sum += Double(x[r * width + c, channel]) }
        }
        y[row, channel] = Float(sum / Double(side * side))
      }
    }
  }

  static func maximumPool(
    _ x: Matrix, height: Int, width: Int, kernel: Int, stride: Int, padding: Int,
    outputs: Range<Int>, into y: Matrix
  ) {
    let across = (width + 2 * padding - kernel) / stride + 1
    for (row, output) in outputs.enumerated() {
      let (top, left) = (output / across * stride - padding, output % across * stride - padding)
      let rows = (top..<top + kernel).clamped(to: 0..<height)
      let columns = (left..<left + kernel).clamped(to: 0..<width)
      for channel in 0..<x.columns {
        var largest = -Float.infinity
        for r in rows {
          for c in columns { largest = max(largest, x[r * width + c, channel]) }
        }
        y[row, channel] = largest
      }
    }
  }
}
