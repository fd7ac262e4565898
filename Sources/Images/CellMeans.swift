extension Image {
  /// The mean colour of each cell, when the picture is cut into equal rows and columns of cells.
  ///
  /// Where borders of cells run through pixels, a pixel counts in each cell by the area it has
  /// there: the means are exact.
  ///
  /// - Precondition: `rows` and `columns` are at least 1.
  /// - Returns: `rows × columns × 3` values in 0...255: red, green, blue.
  public func cellMeans(rows: Int, columns: Int) -> [Double] {
    precondition(rows > 0 && columns > 0, "\(rows)×\(columns) is not a grid")
    let across = (0..<columns).map { Self.shares(ofCell: $0, of: columns, pixels: width) }
    var means: [Double] = []
    means.reserveCapacity(rows * columns * 3)
    for row in 0..<rows {
      let down = Self.shares(ofCell: row, of: rows, pixels: height)
      for column in 0..<columns { means += mean(down, across[column]) }
    }
    return means
  }

  private typealias Share = (pixel: Int, length: Int)

  /// The pixels of an axis that a cell covers, and how much of each.
  ///
  /// Lengths are whole numbers where a pixel is as long as there are cells, and so a cell as long as
  /// there are pixels.
  private static func shares(ofCell cell: Int, of cells: Int, pixels: Int) -> [Share] {
    let (start, end) = (cell * pixels, (cell + 1) * pixels)
    return (start / cells...(end - 1) / cells).map { pixel in
      (pixel, min(end, (pixel + 1) * cells) - max(start, pixel * cells))
    }
  }

  private func mean(_ down: [Share], _ across: [Share]) -> [Double] {
    var (red, green, blue) = (0, 0, 0)
    for (row, height) in down {
      for (column, width) in across {
        let start = (row * self.width + column) * 3
        red += height * width * Int(pixels[start])
        green += height * width * Int(pixels[start + 1])
        blue += height * width * Int(pixels[start + 2])
      }
    }
    let area = Double(width * height)
    return [Double(red) / area, Double(green) / area, Double(blue) / area]
  }
}
