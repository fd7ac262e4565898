extension Image {
  /// The picture upright.
  func turned(_ orientation: Orientation) -> Image {
    let (right, below) = (3, width * 3)
    let (lastColumn, lastRow) = ((width - 1) * right, (height - 1) * below)
    return switch orientation {
    case .upright: self
    case .mirroredLeftRight: walked(from: lastColumn, right: -right, below: below)
    case .upsideDown: walked(from: lastRow + lastColumn, right: -right, below: -below)
    case .mirroredTopBottom: walked(from: lastRow, right: right, below: -below)
    case .transposed: walked(from: 0, right: below, below: right, swapsSides: true)
    case .onItsLeftSide: walked(from: lastRow, right: -below, below: right, swapsSides: true)
    case .transversed:
      walked(from: lastRow + lastColumn, right: -below, below: -right, swapsSides: true)
    case .onItsRightSide: walked(from: lastColumn, right: below, below: -right, swapsSides: true)
    }
  }

  /// The same pixels in another order.
  ///
  /// - Parameters:
  ///   - start: Where the first pixel of the result is in `pixels`.
  ///   - right: How far it is to the result's next column.
  ///   - below: How far it is to the result's next row.
  ///   - swapsSides: Whether the result is as wide as this is high.
  /// - Returns: The pixels in that order.
  private func walked(from start: Int, right: Int, below: Int, swapsSides: Bool = false) -> Image {
    let (columns, rows) = swapsSides ? (height, width) : (width, height)
    var result = [UInt8]()
    result.reserveCapacity(pixels.count)
    for row in 0..<rows {
      var source = start + row * below
      for _ in 0..<columns {
        result.append(pixels[source])
        result.append(pixels[source + 1])
        result.append(pixels[source + 2])
        source += right
      }
    }
    return Image(width: columns, height: rows, pixels: result)
  }
}
