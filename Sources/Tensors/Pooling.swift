import CKernels

/// The mean of squares of tokens that tile a map.
///
/// - Parameters:
///   - x: [height · width, channels]: a map, row-major.
///   - height: Rows of the map.
///   - width: Columns of the map.
///   - side: Tokens along a square's side; what does not fill a square at the bottom and right is
///     dropped.
///   - outputs: Squares, row-major.
///   - y: [`outputs.count`, channels].
public func averagePool(
  _ x: Matrix, height: Int, width: Int, side: Int, outputs: Range<Int>, into y: Matrix
) {
  requirePool(
    x, height: height, width: width, kernel: side, stride: side, padding: 0, outputs: outputs,
    into: y)
  unsafe ck_average_pool(x.view, width, side, outputs.lowerBound, y.view)
}

/// The largest number of each channel in a window that moves over a map; what lies beside the map
/// does not count.
///
/// - Parameters:
///   - x: [height · width, channels]: a map, row-major.
///   - height: Rows of the map.
///   - width: Columns of the map.
///   - kernel: The side of the window.
///   - stride: From one window to the next.
///   - padding: How far the first window reaches beyond the map; less than `kernel`.
///   - outputs: Positions on the strided map, row-major.
///   - y: [`outputs.count`, channels].
public func maximumPool(
  _ x: Matrix, height: Int, width: Int, kernel: Int, stride: Int, padding: Int,
  outputs: Range<Int>, into y: Matrix
) {
  requirePool(
    x, height: height, width: width, kernel: kernel, stride: stride, padding: padding,
    outputs: outputs, into: y)
  let window = ck_window(
    height: height, width: width, kernel: kernel, stride: stride, padding: padding, beyond: 0)
  unsafe ck_maximum_pool(x.view, window, outputs.lowerBound, y.view)
}

private func requirePool(
  _ x: Matrix, height: Int, width: Int, kernel: Int, stride: Int, padding: Int,
  outputs: Range<Int>, into y: Matrix
) {
  precondition(x.rows == height * width, "\(x.rows) tokens are no map of \(height) × \(width)")
  precondition(
    kernel > 0 && stride > 0 && (0..<kernel).contains(padding),
    "a window of \(kernel) every \(stride), \(padding) beyond the map, is none")
  let across = (width + 2 * padding - kernel) / stride + 1
  let down = (height + 2 * padding - kernel) / stride + 1
  precondition(
    outputs.lowerBound >= 0 && outputs.upperBound <= across * down,
    "outputs \(outputs) are not in \(down) × \(across)")
  precondition(
    y.rows == outputs.count && y.columns == x.columns,
    "\(y.rows) × \(y.columns) does not take \(outputs.count) windows of \(x.columns) channels")
}
