import CKernels

/// Brings each row to mean 0 and variance 1, then scales and shifts it.
///
/// y = (x − mean) / √(variance + ε) · scale + shift, with the biased variance of the row.
/// `y` may be `x`.
///
/// - Parameters:
///   - x: [tokens, channels].
///   - scale: γ, one number per channel.
///   - shift: β, one number per channel.
///   - epsilon: ε, what keeps rows without variance finite.
///   - y: [tokens, channels].
public func layerNorm(
  _ x: Matrix, scale: Buffer, shift: Buffer, epsilon: Float, into y: Matrix
) {
  requireSameSize(x, y)
  requireOnePerColumn(scale, shift, of: x)
  unsafe ck_layer_norm(x.view, scale.start, shift.start, epsilon, y.view)
}

/// Multiplies and shifts each channel: batch norm at inference.
///
/// y = x · scale + shift. `y` may be `x`.
///
/// - Parameters:
///   - x: [tokens, channels].
///   - scale: One number per channel: γ / √(running variance + ε).
///   - shift: One number per channel: β − running mean · scale.
///   - y: [tokens, channels].
public func scaleAndShift(_ x: Matrix, scale: Buffer, shift: Buffer, into y: Matrix) {
  requireSameSize(x, y)
  requireOnePerColumn(scale, shift, of: x)
  unsafe ck_scale_and_shift(x.view, scale.start, shift.start, y.view)
}

private func requireOnePerColumn(_ scale: Buffer, _ shift: Buffer, of x: Matrix) {
  precondition(
    scale.count == x.columns && shift.count == x.columns,
    "\(scale.count) scales and \(shift.count) shifts do not fit \(x.columns) channels")
}
