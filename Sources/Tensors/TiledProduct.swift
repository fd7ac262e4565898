import CKernels

/// A matrix product by register tiles of our own.
struct TiledProduct: MatrixProduct {
  private let packed: Buffer
  private let bias: Buffer

  init<Failure>(
    inputs: Int, outputs: Range<Int>, bias: [Float]?,
    rows: (Range<Int>) throws(Failure) -> [Float]
  ) throws(Failure) {
    let packed = Buffer(count: ck_linear_size(inputs, outputs.count))
    for panel in 0..<ck_linear_panels(outputs.count) {
      let first = outputs.lowerBound + ck_linear_panel_row(outputs.count, panel)
      let end = outputs.lowerBound + ck_linear_panel_row(outputs.count, panel + 1)
      let weights = try rows(first..<end)
      precondition(
        weights.count == (end - first) * inputs,
        "\(weights.count) weights are not \(end - first) rows of \(inputs)")
      unsafe weights.withUnsafeBufferPointer { weights in
        guard let start = weights.baseAddress else { return }
        unsafe ck_linear_pack(start, inputs, outputs.count, panel, packed.start)
      }
    }
    self.packed = packed
    self.bias = bias.map { Buffer($0) } ?? Buffer(count: outputs.count)
  }

  func apply(_ x: Matrix, to y: Matrix, at tokens: TokenList?, adding: Bool) {
    unsafe y.withRowList(tokens) { rows in
      unsafe ck_linear_apply(x.view, packed.start, bias.start, y.view, rows, adding)
    }
  }
}
