import COneDNN

/// A matrix product by oneDNN.
@safe final class OneDNNProduct: MatrixProduct {
  private let layer: od_linear
  private let packed: Buffer
  private let bias: Buffer?

  init(weight: Tensor, bias: Tensor?, outputs: Range<Int>) {
    let inputs = weight.shape.extents[1]
    let name = "a layer \(inputs) → \(outputs.count)"
    var made = unsafe od_linear()
    unsafe Self.require(
      od_linear_create(&made, inputs, outputs.count, bias != nil), "prepare \(name)")
    unsafe layer = made
    packed = unsafe Buffer(count: (od_linear_packed_size(made) + 3) / 4)
    self.bias = bias.map { Buffer(Array($0.scalars[outputs])) }
    let scalars = weight.scalars[outputs.lowerBound * inputs..<outputs.upperBound * inputs]
    unsafe scalars.withUnsafeBufferPointer { [packed, bias = self.bias] scalars in
      guard let weights = scalars.baseAddress else { return }
      unsafe Self.require(
        od_linear_pack(made, weights, packed.start, bias?.start), "pack \(name)")
    }
  }

  deinit { unsafe od_linear_free(layer) }

  func apply(_ x: Matrix, to y: Matrix, adding: Bool) {
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
