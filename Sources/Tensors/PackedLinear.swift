/// A linear layer y = x·Wᵀ + b, its weights laid out once as the matrix product wants them.
///
/// A layer can be packed in parts, each a range of output columns, so that threads can share a layer
/// that has few rows. Threads may apply one layer at the same time.
public final class PackedLinear: Sendable {
  public let inputs: Int
  public let outputs: Int
  /// In how many ranges of output columns the layer can be applied.
  public let parts: Int
  private let weight: Tensor?
  private let bias: Tensor?

  /// Packs the weights; several layers may be packed at the same time.
  ///
  /// - Parameters:
  ///   - weight: [outputs, inputs].
  ///   - bias: [outputs], or nil for zeros.
  ///   - parts: In how many ranges of output columns to pack; no more than there are outputs.
  public convenience init(weight: Tensor, bias: Tensor?, parts: Int = 1) {
    precondition(weight.shape.extents.count == 2, "\(weight.shape) is no matrix")
    let (outputs, inputs) = (weight.shape.extents[0], weight.shape.extents[1])
    precondition(
      bias.map { $0.scalars.count == outputs } ?? true,
      "\(bias?.scalars.count ?? 0) biases do not fit \(outputs) outputs")
    self.init(inputs: inputs, outputs: outputs, parts: parts, weight: weight, bias: bias)
  }

  private init(inputs: Int, outputs: Int, parts: Int, weight: Tensor?, bias: Tensor?) {
    precondition(
      inputs > 0 && parts > 0 && parts <= outputs,
      "\(inputs) → \(outputs) cannot be a layer of \(parts) parts")
    self.inputs = inputs
    self.outputs = outputs
    self.parts = parts
    self.weight = weight
    self.bias = bias
  }

  /// A layer of which only the shape exists: for listing parameters, not to be applied.
  public static func hollow(from inputs: Int, to outputs: Int) -> PackedLinear {
    PackedLinear(inputs: inputs, outputs: outputs, parts: 1, weight: nil, bias: nil)
  }

  /// The output columns of one part.
  public func columns(ofPart part: Int) -> Range<Int> {
    precondition(part >= 0 && part < parts, "there is no part \(part) of \(parts)")
    return outputs * part / parts..<outputs * (part + 1) / parts
  }

  /// Computes all outputs on the calling thread.
  ///
  /// - Parameters:
  ///   - x: [rows, inputs].
  ///   - y: [rows, outputs]; not `x`.
  ///   - adding: Whether to add to what is in `y`: y += x·Wᵀ + b.
  public func apply(_ x: Matrix, to y: Matrix, adding: Bool = false) {
    for part in 0..<parts { apply(x, to: y, adding: adding, part: part) }
  }

  /// Computes the output columns of one part on the calling thread.
  ///
  /// - Parameters:
  ///   - x: [rows, inputs].
  ///   - y: [rows, outputs], of which only ``columns(ofPart:)`` are written; not `x`.
  ///   - adding: Whether to add to what is in `y`.
  ///   - part: Below ``parts``.
  public func apply(_ x: Matrix, to y: Matrix, adding: Bool = false, part: Int) {
    precondition(
      x.columns == inputs && y.columns == outputs && x.rows == y.rows,
      "\(inputs) → \(outputs) does not take \(x.rows) × \(x.columns) to \(y.rows) × \(y.columns)")
    guard let weight else { preconditionFailure("\(inputs) → \(outputs) has no weights") }
    let range = columns(ofPart: part)
    let slice = Tensor(
      Array(weight.scalars[range.lowerBound * inputs..<range.upperBound * inputs]),
      shape: [range.count, inputs])
    Reference.linear(
      x, weight: slice, bias: bias.map { Tensor(Array($0.scalars[range]), shape: [range.count]) },
      into: y.columns(range), adding: adding)
  }
}
