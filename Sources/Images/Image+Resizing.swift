extension Image {
  /// The picture in another size, equal to Pillow's `resize` bit for bit.
  ///
  /// - Precondition: `width` and `height` are at least 1.
  public func resized(width: Int, height: Int, interpolation: Interpolation) -> Image {
    resized(
      width: width, height: height, interpolation: interpolation, columns: 0..<width,
      rows: 0..<height)
  }

  /// A part of the picture in another size, at the cost of that part alone.
  ///
  /// - Parameters:
  ///   - newWidth: Width of the whole resized picture.
  ///   - newHeight: Height of the whole resized picture.
  ///   - interpolation: The kernel.
  ///   - columns: The columns of the resized picture that are wanted.
  ///   - rows: The rows of the resized picture that are wanted.
  /// - Returns: A picture of `columns.count` × `rows.count`.
  /// - Precondition: The part is in the resized picture.
  public func resized(
    width newWidth: Int, height newHeight: Int, interpolation: Interpolation,
    columns: Range<Int>, rows: Range<Int>
  ) -> Image {
    precondition(
      newWidth > 0 && newHeight > 0 && columns.lowerBound >= 0 && columns.upperBound <= newWidth
        && rows.lowerBound >= 0 && rows.upperBound <= newHeight,
      "columns \(columns) and rows \(rows) are not in \(newWidth)×\(newHeight)")
    let horizontal = ResamplingWeights(
      from: width, to: newWidth, range: columns, interpolation: interpolation)
    let vertical = ResamplingWeights(
      from: height, to: newHeight, range: rows, interpolation: interpolation)
    var sums = ColumnSums(vertical, width: columns.count * 3)
    var row = [UInt8](repeating: 0, count: columns.count * 3)
    for source in vertical.sources {
      horizontal.resample(pixels, from: source * width * 3, into: &row)
      sums.add(row, at: source)
    }
    return Image(width: columns.count, height: rows.count, pixels: sums.bytes)
  }
}
