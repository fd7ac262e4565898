/// A linear layer y = x·Wᵀ + b, its weights laid out once as the matrix product wants them.
///
/// A layer can be packed in parts, each a range of output columns, so that threads can share a layer
/// that has few rows. Threads may apply one layer at the same time; each call stays on its thread.
public final class PackedLinear: Sendable {
  public let inputs: Int
  public let outputs: Int
  /// In how many ranges of output columns the layer can be applied.
  public let parts: Int
  /// One for each part; none in a hollow layer.
  let products: [any MatrixProduct]

  /// Packs the weights; several layers may be packed at the same time.
  ///
  /// - Parameters:
  ///   - weight: [outputs, inputs].
  ///   - bias: [outputs], or nil for zeros.
  ///   - parts: In how many ranges of output columns to pack; no more than there are outputs.
  ///   - engine: What multiplies.
  public convenience init(
    weight: Tensor, bias: Tensor?, parts: Int = 1, engine: ProductEngine = .standard
  ) {
    self.init(weight: weight, bias: bias, parts: parts, by: engine.product)
  }

  convenience init(weight: Tensor, bias: Tensor?, parts: Int, by product: any MatrixProduct.Type) {
    precondition(weight.shape.extents.count == 2, "\(weight.shape) is no matrix")
    let inputs = weight.shape.extents[1]
    self.init(
      from: inputs, to: weight.shape.extents[0], bias: bias?.scalars, parts: parts, by: product
    ) { rows in
      Array(weight.scalars[rows.lowerBound * inputs..<rows.upperBound * inputs])
    }
  }

  /// Packs weights whose rows come when they are asked for: of a layer of any size, a few at a time
  /// are in memory besides what is packed.
  ///
  /// - Parameters:
  ///   - inputs: Numbers in a row.
  ///   - outputs: How many rows there are.
  ///   - bias: One for each output, or nil for zeros.
  ///   - parts: In how many ranges of output columns to pack; no more than there are outputs.
  ///   - rows: Gives some of the rows, one after another. Each row is asked for once.
  /// - Throws: What `rows` throws.
  public convenience init<Failure>(
    from inputs: Int, to outputs: Int, bias: [Float]?, parts: Int = 1,
    rows: (Range<Int>) throws(Failure) -> [Float]
  ) throws(Failure) {
    try self.init(
      from: inputs, to: outputs, bias: bias, parts: parts, by: ProductEngine.standard.product,
      rows: rows)
  }

  private init<Failure>(
    from inputs: Int, to outputs: Int, bias: [Float]?, parts: Int,
    by product: any MatrixProduct.Type, rows: (Range<Int>) throws(Failure) -> [Float]
  ) throws(Failure) {
    Self.requireSize(inputs: inputs, outputs: outputs, parts: parts)
    precondition(
      bias.map { $0.count == outputs } ?? true,
      "\(bias?.count ?? 0) biases do not fit \(outputs) outputs")
    var products: [any MatrixProduct] = []
    for part in 0..<parts {
      let columns = Self.columns(ofPart: part, of: parts, outputs: outputs)
      products.append(
        try product.init(
          inputs: inputs, outputs: columns, bias: bias.map { Array($0[columns]) }, rows: rows))
    }
    (self.inputs, self.outputs, self.parts, self.products) = (inputs, outputs, parts, products)
  }

  private init(hollowFrom inputs: Int, to outputs: Int) {
    Self.requireSize(inputs: inputs, outputs: outputs, parts: 1)
    (self.inputs, self.outputs, parts, products) = (inputs, outputs, 1, [])
  }

  /// A layer of which only the shape exists: for listing parameters, not to be applied.
  public static func hollow(from inputs: Int, to outputs: Int) -> PackedLinear {
    PackedLinear(hollowFrom: inputs, to: outputs)
  }

  /// The output columns of one part.
  public func columns(ofPart part: Int) -> Range<Int> {
    precondition(part >= 0 && part < parts, "there is no part \(part) of \(parts)")
    return Self.columns(ofPart: part, of: parts, outputs: outputs)
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
  ///   - y: [tokens, outputs], of which only ``columns(ofPart:)`` are written; not `x`.
  ///   - tokens: The rows of `y` that are written, one for each of `x`; nil for all.
  ///   - adding: Whether to add to what is in `y`.
  ///   - part: Below ``parts``.
  public func apply(
    _ x: Matrix, to y: Matrix, at tokens: TokenList? = nil, adding: Bool = false, part: Int
  ) {
    let rows = tokens?.count ?? y.rows
    precondition(
      x.columns == inputs && y.columns == outputs && x.rows == rows,
      "\(inputs) → \(outputs) does not take \(x.rows) × \(x.columns) to \(rows) × \(y.columns)")
    precondition(!products.isEmpty, "\(inputs) → \(outputs) is hollow: it has no weights")
    products[part].apply(x, to: y.columns(columns(ofPart: part)), at: tokens, adding: adding)
  }

  private static func requireSize(inputs: Int, outputs: Int, parts: Int) {
    precondition(
      inputs > 0 && parts > 0 && parts <= outputs,
      "\(inputs) → \(outputs) cannot be a layer of \(parts) parts")
  }

  /// Cuts between cache lines as long as there are enough of them.
  private static func columns(ofPart part: Int, of parts: Int, outputs: Int) -> Range<Int> {
    let unit = outputs >= 16 * parts ? 16 : 1
    let units = (outputs + unit - 1) / unit
    return units * part / parts * unit..<min(units * (part + 1) / parts * unit, outputs)
  }
}
