/// Which tokens of a finer grid a token of the next stage is made from.
public struct DownsamplingFootprint: Hashable, Sendable {
  public var fine: TokenGrid
  public var coarse: TokenGrid
  /// Rows, and columns, that a coarse token is made from.
  public var extent: Int
  /// Fine tokens from one coarse token to the next.
  public var stride: Int
  /// How far the first coarse token reaches beyond the border.
  public var padding: Int

  public init(fine: TokenGrid, coarse: TokenGrid, extent: Int, stride: Int = 2, padding: Int = 0) {
    self.fine = fine
    self.coarse = coarse
    self.extent = extent
    self.stride = stride
    self.padding = padding
  }

  /// Patch merging as in Swin: squares of 2 × 2 tokens, those at an odd border with zeros.
  public static func patchMerging(of fine: TokenGrid) -> Self {
    let coarse = TokenGrid(rows: (fine.rows + 1) / 2, columns: (fine.columns + 1) / 2)
    return Self(fine: fine, coarse: coarse, extent: 2)
  }

  /// A convolution of 3 × 3 with stride 2 and padding 1, as in CSWin and Pale.
  public static func convolution(of fine: TokenGrid) -> Self {
    let coarse = TokenGrid(rows: (fine.rows + 1) / 2, columns: (fine.columns + 1) / 2)
    return Self(fine: fine, coarse: coarse, extent: 3, padding: 1)
  }

  /// The fine tokens under a coarse one, row by row.
  public func tokens(under token: Int) -> [Int] {
    let (row, column) = coarse.position(of: token)
    return fine.tokens(
      rows: span(of: row).clamped(to: 0..<fine.rows),
      columns: span(of: column).clamped(to: 0..<fine.columns))
  }

  private func span(of position: Int) -> Range<Int> {
    let first = position * stride - padding
    return first..<first + extent
  }
}
