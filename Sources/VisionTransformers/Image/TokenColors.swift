public import Images

extension Image {
  /// The mean colour of each token of a grid over the picture, for drawing the map.
  ///
  /// Exact where a grid does not divide the picture: a pixel that borders of tokens run through
  /// counts in each by its area there.
  ///
  /// - Parameter grid: Any grid; its tokens share the picture evenly.
  /// - Returns: One colour for each token, each channel rounded to the nearest.
  public func meanColors(on grid: TokenGrid) -> [RGB] {
    let means = cellMeans(rows: grid.rows, columns: grid.columns).map { UInt8($0.rounded()) }
    return (0..<grid.count).map { token in
      RGB(red: means[token * 3], green: means[token * 3 + 1], blue: means[token * 3 + 2])
    }
  }
}

extension TokenFeatures {
  /// Mean colours of the tokens, normalised with ImageNet's statistics: what mechanisms that cluster
  /// by likeness go by before any run.
  ///
  /// `[tokens × 3]`, one array for all heads.
  public init(meanColorsOf picture: Image, on grid: TokenGrid) {
    let means = picture.cellMeans(rows: grid.rows, columns: grid.columns)
    let normalized = means.enumerated().map { index, mean in
      (Float(mean) / 255 - Preprocessing.imageNetMean[index % 3])
        / Preprocessing.imageNetStandardDeviation[index % 3]
    }
    self.init(source: .picture, channels: 3, heads: [normalized])
  }
}
