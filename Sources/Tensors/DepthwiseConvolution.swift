import CKernels

/// A convolution of each channel by itself, zero padded to keep the size of the map.
public struct DepthwiseConvolution: Sendable {
  public let channels: Int
  /// The side of the window; odd.
  public let kernel: Int
  /// [kernel · kernel, channels], each row on its own cache lines.
  private let weights: Buffer
  private let bias: Buffer

  /// - Parameters:
  ///   - weight: [channels, 1, kernel, kernel].
  ///   - bias: [channels], or nil for zeros.
  ///   - residual: Whether the input is added to the result: one more in the middle of each window.
  public init(weight: Tensor, bias: Tensor?, residual: Bool = false) {
    let extents = weight.shape.extents
    precondition(
      extents.count == 4 && extents[1] == 1 && extents[2] == extents[3] && extents[2] % 2 == 1,
      "\(weight.shape) is no depthwise convolution")
    channels = extents[0]
    kernel = extents[2]
    precondition(
      bias.map { $0.scalars.count == extents[0] } ?? true,
      "\(bias?.scalars.count ?? 0) biases do not fit \(extents[0]) channels")
    let (window, padded) = (kernel * kernel, (channels + 15) / 16 * 16)
    weights = Buffer(count: window * padded)
    self.bias = Buffer(count: padded)
    for channel in 0..<channels {
      self.bias[channel] = bias?.scalars[channel] ?? 0
      for place in 0..<window {
        weights[place * padded + channel] = weight.scalars[channel * window + place]
      }
      if residual { weights[window / 2 * padded + channel] += 1 }
    }
  }

  /// Convolves some rows of a map.
  ///
  /// - Parameters:
  ///   - x: [height · width, channels]: the whole map.
  ///   - height: Rows of the map.
  ///   - width: Columns of the map.
  ///   - rows: The rows of the map to compute.
  ///   - y: [rows.count · width, channels]: those rows alone; not of `x`.
  ///   - adding: Whether to add to what is in `y`.
  public func apply(
    _ x: Matrix, height: Int, width: Int, rows: Range<Int>, into y: Matrix, adding: Bool
  ) {
    precondition(
      x.rows == height * width && y.rows == rows.count * width,
      "\(x.rows) and \(y.rows) tokens are no maps of \(height) and \(rows.count) × \(width)")
    precondition(
      rows.lowerBound >= 0 && rows.upperBound <= height, "rows \(rows) are not in \(height)")
    let region = unsafe ck_region(
      tokens: nil, height: height, width: width, first_row: rows.lowerBound,
      end_row: rows.upperBound)
    unsafe apply(x, region, into: y, adding: adding)
  }

  /// Convolves a region of a map as if nothing but zeros were around it.
  ///
  /// - Parameters:
  ///   - x: [tokens, channels].
  ///   - region: Token (r, c) of the region is row `region[r * width + c]` of `x` and of `y`.
  ///   - height: Rows of the region.
  ///   - width: Columns of the region.
  ///   - y: [tokens, channels], of which only the region is written; not `x`.
  ///   - adding: Whether to add to what is in `y`.
  public func apply(
    _ x: Matrix, region: TokenList, height: Int, width: Int, into y: Matrix, adding: Bool
  ) {
    precondition(
      region.count == height * width, "\(region.count) tokens are no \(height) × \(width) region")
    precondition(
      region.fits(rows: min(x.rows, y.rows)),
      "tokens \(region.bounds, default: "-") are not in \(x.rows) and \(y.rows) rows")
    unsafe region.withNumbers { numbers in
      let region = unsafe ck_region(
        tokens: numbers, height: height, width: width, first_row: 0, end_row: height)
      unsafe apply(x, region, into: y, adding: adding)
    }
  }

  private func apply(_ x: Matrix, _ region: ck_region, into y: Matrix, adding: Bool) {
    precondition(
      x.columns == channels && y.columns == channels,
      "\(channels) channels do not take \(x.columns) to \(y.columns)")
    guard unsafe region.width > 0 else { return }
    unsafe ck_depthwise(x.view, weights.start, bias.start, kernel, region, y.view, adding)
  }
}
