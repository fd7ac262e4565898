/// Some outputs of a linear layer, packed together: y = x·Wᵀ + b, or y += x·Wᵀ + b.
protocol MatrixProduct: Sendable {
  /// Packs weights whose rows come when they are asked for, each once, and need not stay.
  ///
  /// - Parameters:
  ///   - inputs: Numbers in a row.
  ///   - outputs: Which rows to pack.
  ///   - bias: One for each row, or nil for zeros.
  ///   - rows: Gives some of the rows, one after another.
  /// - Throws: What `rows` throws.
  init<Failure>(
    inputs: Int, outputs: Range<Int>, bias: [Float]?,
    rows: (Range<Int>) throws(Failure) -> [Float]
  ) throws(Failure)

  /// Multiplies on the calling thread; others may do so at the same time.
  ///
  /// - Parameters:
  ///   - x: [rows, inputs].
  ///   - y: [tokens, outputs].
  ///   - tokens: The rows of `y` that are written, one for each of `x`; nil for all.
  ///   - adding: Whether to add to what is in `y`.
  func apply(_ x: Matrix, to y: Matrix, at tokens: TokenList?, adding: Bool)
}
