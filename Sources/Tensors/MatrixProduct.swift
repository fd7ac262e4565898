/// Some outputs of a linear layer, packed together: y = x·Wᵀ + b, or y += x·Wᵀ + b.
protocol MatrixProduct: Sendable {
  /// Packs rows `outputs` of `weight` [outputs, inputs], and as many of `bias`.
  init(weight: Tensor, bias: Tensor?, outputs: Range<Int>)

  /// Multiplies on the calling thread; others may do so at the same time.
  func apply(_ x: Matrix, to y: Matrix, adding: Bool)
}
