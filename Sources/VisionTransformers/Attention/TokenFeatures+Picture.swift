public import Images

extension TokenFeatures {
  /// The mean colour of each token, normalised with the statistics of ImageNet.
  ///
  /// What clusters can go by before any run: one set for all heads.
  ///
  /// - Parameters:
  ///   - image: The picture that the grid covers, such as the crop that a model sees.
  ///   - grid: How the tokens lie.
  /// - Precondition: The picture has at least one pixel for each token.
  public init(meanColorsOf image: Image, on grid: TokenGrid) {
    precondition(
      image.height >= grid.rows && image.width >= grid.columns,
      "\(image.height)×\(image.width) pixels do not make \(grid) tokens")
    var colors: [Float] = []
    for row in 0..<grid.rows {
      let rows = Self.pixels(of: row, among: grid.rows, extent: image.height)
      for column in 0..<grid.columns {
        let columns = Self.pixels(of: column, among: grid.columns, extent: image.width)
        colors += Self.meanColor(of: image, rows: rows, columns: columns)
      }
    }
    self.init(source: .picture, channels: 3, heads: [colors])
  }

  /// The pixels of a token along one axis, where tokens share them as evenly as they can.
  private static func pixels(of token: Int, among tokens: Int, extent: Int) -> Range<Int> {
    token * extent / tokens..<(token + 1) * extent / tokens
  }

  private static func meanColor(
    of image: Image, rows: Range<Int>, columns: Range<Int>
  ) -> [Float] {
    var sums = [0, 0, 0]
    for row in rows {
      for column in columns {
        let start = (row * image.width + column) * 3
        for channel in 0..<3 { sums[channel] += Int(image.pixels[start + channel]) }
      }
    }
    let scale = Float(255 * rows.count * columns.count)
    return (0..<3).map { channel in
      (Float(sums[channel]) / scale - Preprocessing.imageNetMean[channel])
        / Preprocessing.imageNetStandardDeviation[channel]
    }
  }
}
