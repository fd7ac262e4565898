import COneDNN

/// A matrix product by oneDNN.
@safe final class OneDNNProduct: MatrixProduct {
  private let layer: od_linear
  private let packed: Buffer
  private let bias: Buffer?

  init<Failure>(
    inputs: Int, outputs: Range<Int>, bias: [Float]?,
    rows: (Range<Int>) throws(Failure) -> [Float]
  ) throws(Failure) {
    let weights = try rows(outputs)
    precondition(
      weights.count == outputs.count * inputs,
      "\(weights.count) weights are not \(outputs.count) rows of \(inputs)")
    let name = "a layer \(inputs) → \(outputs.count)"
    var made = unsafe od_linear()
    unsafe Self.require(
      od_linear_create(&made, inputs, outputs.count, bias != nil), "prepare \(name)")
    unsafe layer = made
    packed = unsafe Buffer(count: (od_linear_packed_size(made) + 3) / 4)
    self.bias = bias.map { Buffer($0) }
    unsafe weights.withUnsafeBufferPointer { [packed, bias = self.bias] weights in
      guard let start = weights.baseAddress else { return }
      unsafe Self.require(
        od_linear_pack(made, start, packed.start, bias?.start), "pack \(name)")
    }
  }

  deinit { unsafe od_linear_free(layer) }

  func apply(_ x: Matrix, to y: Matrix, at tokens: TokenList?, adding: Bool) {
    guard let tokens else { return apply(x, to: y, adding: adding) }
    let rows = Matrix(rows: tokens.count, columns: y.columns)
    gatherRows(y, tokens, partsPerRow: 1, into: rows)
    apply(x, to: rows, adding: adding)
    scatterRows(rows, to: tokens, of: y)
  }

  private func apply(_ x: Matrix, to y: Matrix, adding: Bool) {
    unsafe Self.require(
      od_linear_apply(layer, x.rows, x.start, x.stride, y.start, y.stride, adding),
      "multiply \(x.rows) × \(x.columns) to \(y.rows) × \(y.columns)")
  }

  /// Whether oneDNN has nothing but slow code for matrices like these.
  func isSlow(_ x: Matrix, to y: Matrix, adding: Bool) -> Bool {
    unsafe od_linear_is_slow(layer, x.rows, x.stride, y.stride, adding)
  }

  private static func require(_ status: od_status, _ action: @autoclosure () -> String) {
    precondition(
      status == 0, "oneDNN cannot \(action()): \(unsafe String(cString: od_status_name(status)))")
  }
}
