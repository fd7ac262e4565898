public import Tensors

/// A place among the parameters: a source, and the beginning of the names that are asked for.
///
/// Layers take their parameters through a scope, so that loading a model, seeding it and merely
/// listing its parameters are the same code.
public struct ParameterScope: Sendable {
  let source: any ParameterSource
  /// The beginning of all names, without the last dot; empty at the root.
  public let path: String

  public init(_ source: any ParameterSource, path: String = "") {
    self.source = source
    self.path = path
  }

  /// Whether only names are taken, so that nothing made from here will ever run.
  var takesNamesOnly: Bool { source is ParameterAudit }

  /// The scope one level, or several dotted levels, deeper.
  public subscript(name: String) -> ParameterScope {
    ParameterScope(source, path: path.isEmpty ? name : "\(path).\(name)")
  }

  /// The parameter at this place.
  ///
  /// - Parameter shape: What the caller needs, in PyTorch's layout.
  /// - Returns: The parameter; zeros where the source only takes names.
  /// - Throws: ``ModelError`` where it is missing or has another shape.
  public func tensor(_ shape: Shape) throws(ModelError) -> Tensor {
    try source.tensor(named: path, shape: shape)
  }

  /// The parameter at this place as a vector.
  public func vector(_ count: Int) throws(ModelError) -> Buffer {
    try Buffer(tensor([count]).scalars)
  }

  /// An affine layer: `weight [outputs, inputs]`, and `bias [outputs]` where there is one.
  public func linear(
    from inputs: Int, to outputs: Int, bias: Bool = true, parts: Int = 1
  ) throws(ModelError) -> PackedLinear {
    try product(
      shape: [outputs, inputs], from: inputs, to: outputs, bias: bias
    ) { weight, bias throws(ModelError) in
      try PackedLinear(
        from: inputs, to: outputs, bias: bias, parts: parts,
        rows: source.rows(named: weight.path, shape: [outputs, inputs]))
    }
  }

  /// A convolution as a product with gathered patches: `weight [outputs, inputs, k, k]` is reordered
  /// so that a patch is read row by row, its channels last.
  public func convolution(
    from channels: Int, to outputs: Int, kernel: Int, bias: Bool = true, parts: Int = 1
  ) throws(ModelError) -> PackedLinear {
    let inputs = kernel * kernel * channels
    let shape: Shape = [outputs, channels, kernel, kernel]
    return try product(
      shape: shape, from: inputs, to: outputs, bias: bias
    ) { weight, bias throws(ModelError) in
      PackedLinear(
        weight: Tensor(channelsLast(try weight.tensor(shape)), shape: [outputs, inputs]),
        bias: bias.map { Tensor($0, shape: [outputs]) }, parts: parts)
    }
  }

  private func product(
    shape: Shape, from inputs: Int, to outputs: Int, bias: Bool,
    packed: (_ weight: ParameterScope, _ bias: [Float]?) throws(ModelError) -> PackedLinear
  ) throws(ModelError) -> PackedLinear {
    let (weight, offsets) = (self["weight"], self["bias"])
    if let audit = source as? ParameterAudit {
      audit.note(weight.path, shape)
      if bias { audit.note(offsets.path, [outputs]) }
      return .hollow(from: inputs, to: outputs)
    }
    return try packed(weight, bias ? offsets.tensor([outputs]).scalars : nil)
  }
}
