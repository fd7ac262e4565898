/// A convolution of each channel by itself, zero padded to keep the size of the map.
public struct DepthwiseConvolution: Sendable {
  public let channels: Int
  /// The side of the window; odd.
  public let kernel: Int
  private let weight: Tensor
  private let bias: Tensor?

  /// - Parameters:
  ///   - weight: [channels, 1, kernel, kernel].
  ///   - bias: [channels], or nil for zeros.
  public init(weight: Tensor, bias: Tensor?) {
    let extents = weight.shape.extents
    precondition(
      extents.count == 4 && extents[1] == 1 && extents[2] == extents[3] && extents[2] % 2 == 1,
      "\(weight.shape) is no depthwise convolution")
    channels = extents[0]
    kernel = extents[2]
    precondition(
      bias.map { $0.scalars.count == extents[0] } ?? true,
      "\(bias?.scalars.count ?? 0) biases do not fit \(extents[0]) channels")
    self.weight = weight
    self.bias = bias
  }

  /// Convolves some rows of a map.
  ///
  /// - Parameters:
  ///   - x: [height · width, channels]: the whole map.
  ///   - height: Rows of the map.
  ///   - width: Columns of the map.
  ///   - rows: The rows of the map to compute.
  ///   - y: [height · width, channels]: the whole map, of which only `rows` are written; not `x`.
  ///   - adding: Whether to add to what is in `y`.
  public func apply(
    _ x: Matrix, height: Int, width: Int, rows: Range<Int>, into y: Matrix, adding: Bool
  ) {
    apply(
      x, region: TokenList(0..<height * width), height: height, width: width, rows: rows, into: y,
      adding: adding)
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
    apply(
      x, region: region, height: height, width: width, rows: 0..<height, into: y, adding: adding)
  }

  private func apply(
    _ x: Matrix, region: TokenList, height: Int, width: Int, rows: Range<Int>, into y: Matrix,
    adding: Bool
  ) {
    precondition(region.count == height * width && region.fits(rows: x.rows))
    Reference.depthwise(
      x, weight: weight, bias: bias, region: region, height: height, width: width, rows: rows,
      into: y, adding: adding)
  }
}
