import Tensors

extension ParameterScope {
  /// A convolution without bias, with the batch norm after it folded in.
  ///
  /// - Parameters:
  ///   - name: The convolution: `name.weight`, in the given shape.
  ///   - norm: The batch norm.
  ///   - shape: `[outputs, inputs, k, k]`, or `[outputs, inputs, 1]`.
  ///   - parts: In how many ranges of output columns to pack.
  ///   - scale: What each output is then multiplied by; 1 unless told.
  ///   - shift: What is then added to each output; 0 unless told.
  /// - Returns: The product with gathered patches, channels last.
  /// - Throws: ``ModelError`` where a parameter is missing or has another shape.
  func convolution(
    _ name: String, thenNorm norm: String, shape: Shape, parts: Int = 1, scale: [Float]? = nil,
    shift: [Float]? = nil
  ) throws(ModelError) -> PackedLinear {
    let (outputs, inputs) = (shape.extents[0], shape.count / shape.extents[0])
    let norm = try BatchNorm(width: outputs, self[norm])
    let weight = self[name]["weight"]
    if let audit = source as? ParameterAudit {
      audit.note(weight.path, shape)
      return .hollow(from: inputs, to: outputs)
    }
    let tensor = try weight.tensor(shape)
    var numbers = shape.extents.count == 4 ? channelsLast(tensor) : tensor.scalars
    var offsets = [Float](repeating: 0, count: outputs)
    fold(intoWeight: &numbers, bias: &offsets, scale: norm.scale, shift: norm.shift)
    if let scale, let shift {
      fold(intoWeight: &numbers, bias: &offsets, scale: scale, shift: shift)
    }
    return PackedLinear(
      weight: Tensor(numbers, shape: [outputs, inputs]), bias: Tensor(offsets, shape: [outputs]),
      parts: parts)
  }
}
