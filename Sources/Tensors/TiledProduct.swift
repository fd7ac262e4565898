import CKernels

/// A matrix product by register tiles of our own.
struct TiledProduct: MatrixProduct {
  private let packed: Buffer
  private let bias: Buffer

  init(weight: Tensor, bias: Tensor?, outputs: Range<Int>) {
    let inputs = weight.shape.extents[1]
    packed = Buffer(count: ck_linear_size(inputs, outputs.count))
    self.bias = bias.map { Buffer(Array($0.scalars[outputs])) } ?? Buffer(count: outputs.count)
    let scalars = weight.scalars[outputs.lowerBound * inputs..<outputs.upperBound * inputs]
    unsafe scalars.withUnsafeBufferPointer { [packed] scalars in
      guard let weights = scalars.baseAddress else { return }
      unsafe ck_linear_pack(weights, inputs, outputs.count, packed.start)
    }
  }

  func apply(_ x: Matrix, to y: Matrix, adding: Bool) {
    unsafe ck_linear_apply(x.view, packed.start, bias.start, y.view, adding)
  }
}
