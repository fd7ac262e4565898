import CKernels

/// Puts rows of `x` side by side: row i of `y` is the concatenation of rows
/// `tokens[i * parts ..< (i + 1) * parts]`.
///
/// - Parameters:
///   - x: [tokens, channels].
///   - tokens: Row numbers; a negative one stands for a row of zeros.
///   - parts: How many rows of `x` make one of `y`.
///   - y: [`tokens.count` / `parts`, `parts` · channels].
public func gatherRows(
  _ x: Matrix, _ tokens: TokenList, partsPerRow parts: Int, into y: Matrix
) {
  precondition(
    tokens.count == y.rows * parts && y.columns == parts * x.columns,
    "\(tokens.count) rows of \(x.columns) do not fill \(y.rows) × \(y.columns), \(parts) a row")
  precondition(
    (tokens.bounds?.upperBound ?? -1) < x.rows,
    "there is no row \(tokens.bounds?.upperBound ?? 0) of \(x.rows)")
  unsafe tokens.withNumbers { numbers in
    guard let numbers = unsafe numbers else { return }
    unsafe ck_gather_rows(x.view, numbers, parts, y.view)
  }
}

/// Puts rows back to where they were gathered from: row `tokens[i]` of `y` becomes row i of `x`.
///
/// - Parameters:
///   - x: [`tokens.count`, channels].
///   - tokens: Row numbers.
///   - y: [tokens, channels]; the other rows stay as they are.
public func scatterRows(_ x: Matrix, to tokens: TokenList, of y: Matrix) {
  precondition(
    tokens.count == x.rows && x.columns == y.columns,
    "\(x.rows) × \(x.columns) do not go to \(tokens.count) rows of \(y.columns)")
  precondition(
    tokens.fits(rows: y.rows), "rows \(tokens.bounds, default: "-") are not in \(y.rows)")
  unsafe tokens.withNumbers { numbers in
    guard let numbers = unsafe numbers else { return }
    unsafe ck_scatter_rows(x.view, numbers, y.view)
  }
}

/// Lays out what a convolution sees at each of its outputs, so that it becomes a matrix product
/// (im2col).
///
/// - Parameters:
///   - x: [height · width, channels]: a map, row-major.
///   - height: Rows of the map.
///   - width: Columns of the map.
///   - kernel: The side of the convolution's window.
///   - stride: From one window to the next.
///   - padding: Rows and columns of zeros around the map.
///   - beyond: Rows and columns of zeros beyond the last ones, after the padding.
///   - outputs: Positions on the strided map, row-major.
///   - y: [`outputs.count`, kernel · kernel · channels], in the order ky, kx, channel.
public func gatherPatches(
  _ x: Matrix, height: Int, width: Int, kernel: Int, stride: Int, padding: Int,
  beyond: Int = 0, outputs: Range<Int>, into y: Matrix
) {
  precondition(x.rows == height * width, "\(x.rows) tokens are no map of \(height) × \(width)")
  precondition(kernel > 0 && stride > 0, "a window of \(kernel) every \(stride) is none")
  let across = (width + 2 * padding + beyond - kernel) / stride + 1
  let down = (height + 2 * padding + beyond - kernel) / stride + 1
  precondition(
    outputs.lowerBound >= 0 && outputs.upperBound <= across * down,
    "outputs \(outputs) are not in \(down) × \(across)")
  precondition(
    y.rows == outputs.count && y.columns == kernel * kernel * x.columns,
    "\(y.rows) × \(y.columns) does not take \(outputs.count) patches of "
      + "\(kernel) × \(kernel) × \(x.columns)")
  let window = ck_window(
    height: height, width: width, kernel: kernel, stride: stride, padding: padding, beyond: beyond)
  unsafe ck_gather_patches(x.view, window, outputs.lowerBound, y.view)
}
