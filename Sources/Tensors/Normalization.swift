import CKernels

/// Brings each row to mean 0 and variance 1, then scales and shifts it.
///
/// y = (x − mean) / √(variance + ε) · scale + shift, with the biased variance of the row.
/// `y` may be `x` where no rows are listed.
///
/// - Parameters:
///   - x: [tokens, channels].
///   - tokens: The rows of `x` to take, or nil for all.
///   - scale: γ, one number per channel.
///   - shift: β, one number per channel.
///   - epsilon: ε, what keeps rows without variance finite.
///   - y: [`tokens.count`, channels].
public func layerNorm(
  _ x: Matrix, at tokens: TokenList? = nil, scale: Buffer, shift: Buffer, epsilon: Float,
  into y: Matrix
) {
  requireSize(of: x, at: tokens, y)
  requireOnePerColumn(scale, shift, of: x)
  unsafe x.withRowList(tokens) { rows in
    unsafe ck_layer_norm(x.view, rows, scale.start, shift.start, epsilon, y.view)
  }
}

/// Multiplies and shifts each channel: batch norm at inference.
///
/// y = x · scale + shift. `y` may be `x` where no rows are listed.
///
/// - Parameters:
///   - x: [tokens, channels].
///   - tokens: The rows of `x` to take, or nil for all.
///   - scale: One number per channel: γ / √(running variance + ε).
///   - shift: One number per channel: β − running mean · scale.
///   - y: [`tokens.count`, channels].
public func scaleAndShift(
  _ x: Matrix, at tokens: TokenList? = nil, scale: Buffer, shift: Buffer, into y: Matrix
) {
  requireSize(of: x, at: tokens, y)
  requireOnePerColumn(scale, shift, of: x)
  unsafe x.withRowList(tokens) { rows in
    unsafe ck_scale_and_shift(x.view, rows, scale.start, shift.start, y.view)
  }
}

private func requireSize(of x: Matrix, at tokens: TokenList?, _ y: Matrix) {
  let rows = tokens?.count ?? x.rows
  precondition(
    rows == y.rows && x.columns == y.columns,
    "\(rows) × \(x.columns) and \(y.rows) × \(y.columns) are not the same size")
}

private func requireOnePerColumn(_ scale: Buffer, _ shift: Buffer, of x: Matrix) {
  precondition(
    scale.count == x.columns && shift.count == x.columns,
    "\(scale.count) scales and \(shift.count) shifts do not fit \(x.columns) channels")
}
