extension PixelSize {
  /// The pixels as a grid.
  var grid: TokenGrid { TokenGrid(rows: height, columns: width) }

  /// How long the sides of a picture may be that somebody asks for.
  public static let allowedSides = 32...4096

  /// Makes sure that a picture can be cut into squares of so many pixels.
  ///
  /// - Throws: ``ModelError/indivisible(axis:extent:by:nearest:)`` for the first side that cannot.
  func requireDivisible(by side: Int) throws(ModelError) {
    for (axis, extent) in [("pixels of height", height), ("pixels of width", width)]
    where extent % side != 0 || extent == 0 {
      let below = extent / side * side
      let nearest = [below, below + side].filter { (1...Self.allowedSides.upperBound).contains($0) }
      throw .indivisible(axis: axis, extent: extent, by: side, nearest: nearest)
    }
  }
}
