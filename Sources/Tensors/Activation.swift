import CKernels

/// Applies the Gaussian error linear unit in place: x · Φ(x), by the error function, not by tanh.
///
/// Absolute error below 10⁻⁶ (arXiv 1606.08415).
public func gelu(_ x: Matrix) { unsafe ck_gelu(x.view) }

/// Replaces negative numbers by zero, in place.
public func relu(_ x: Matrix) { unsafe ck_relu(x.view, .infinity) }

/// Limits numbers to 0...6, in place.
public func relu6(_ x: Matrix) { unsafe ck_relu(x.view, 6) }
