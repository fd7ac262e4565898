import Tensors

/// How the weights of an affine layer are published; the numbers are the same.
public enum AffineForm: Hashable, Sendable {
  /// `[outputs, inputs]`.
  case linear
  /// A convolution of 1 × 1, `[outputs, inputs, 1, 1]`.
  case pointwise
}

extension ParameterScope {
  /// An affine layer, its weights in one form or the other, and `bias [outputs]` where there is one.
  func affine(
    _ form: AffineForm, from inputs: Int, to outputs: Int, bias: Bool = true, parts: Int = 1
  ) throws(ModelError) -> PackedLinear {
    switch form {
    case .linear: try linear(from: inputs, to: outputs, bias: bias, parts: parts)
    case .pointwise:
      try convolution(from: inputs, to: outputs, kernel: 1, bias: bias, parts: parts)
    }
  }

  /// A convolution, `weight [outputs, inputs, k, k]`, with a batch norm before it folded in.
  ///
  /// Folding is exact only where no zeros are laid around the map, as those are not normalised.
  func convolution(
    from inputs: Int, to outputs: Int, kernel: Int, after norm: BatchNorm, bias: Bool = true,
    parts: Int = 1
  ) throws(ModelError) -> PackedLinear {
    if takesNamesOnly {
      return try convolution(from: inputs, to: outputs, kernel: kernel, bias: bias, parts: parts)
    }
    let places = kernel * kernel
    var weight = channelsLast(try self["weight"].tensor([outputs, inputs, kernel, kernel]))
    var offsets = [Float](repeating: 0, count: outputs)
    if bias { offsets = try self["bias"].tensor([outputs]).scalars }
    fold(
      scale: (0..<places).flatMap { _ in norm.scale },
      shift: (0..<places).flatMap { _ in norm.shift }, intoWeight: &weight, bias: &offsets)
    return PackedLinear(
      weight: Tensor(weight, shape: [outputs, places * inputs]),
      bias: Tensor(offsets, shape: [outputs]), parts: parts)
  }
}
