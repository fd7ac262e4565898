extension Image {
  /// The picture in another size, equal to the `resize` of Pillow 13 bit for bit.
  ///
  /// Each direction is a pass of its own, from bytes to bytes, so their order shows in the last bits.
  /// Rows are resampled first, but where the height shrinks by more than twice as many pixels as the
  /// width; before version 13 Pillow did rows first always.
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
    let shrinksMuchMoreInHeight = newHeight < height && height - newHeight > 2 * (width - newWidth)
    return Image(
      width: columns.count, height: rows.count,
      pixels: shrinksMuchMoreInHeight
        ? resampled(columnsFirst: vertical, then: horizontal)
        : resampled(rowsFirst: horizontal, then: vertical))
  }

  private func resampled(
    rowsFirst horizontal: ResamplingWeights, then vertical: ResamplingWeights
  ) -> [UInt8] {
    var row = [UInt8](repeating: 0, count: horizontal.count * 3)
    var sums = ColumnSums(vertical, width: row.count)
    for source in vertical.sources {
      horizontal.resample(pixels, from: source * width * 3, into: &row)
      sums.add(row.span, at: source)
    }
    return sums.bytes
  }

  private func resampled(
    columnsFirst vertical: ResamplingWeights, then horizontal: ResamplingWeights
  ) -> [UInt8] {
    let (start, length) = (horizontal.sources.lowerBound * 3, horizontal.sources.count * 3)
    var sums = ColumnSums(vertical, width: length)
    for source in vertical.sources {
      let row = source * width * 3 + start
      sums.add(pixels.span.extracting(row..<row + length), at: source)
    }
    let rows = sums.bytes
    var row = [UInt8](repeating: 0, count: horizontal.count * 3)
    return (0..<vertical.count).flatMap { index in
      horizontal.resample(rows, from: index * length - start, into: &row)
      return row
    }
  }
}
