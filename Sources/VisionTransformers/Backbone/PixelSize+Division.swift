extension PixelSize {
  /// The pixels as a grid.
  var grid: TokenGrid { TokenGrid(rows: height, columns: width) }

  /// Makes sure that a picture can be cut into squares of so many pixels.
  ///
  /// - Throws: ``ModelError/indivisible(axis:extent:by:nearest:)`` for the first side that cannot.
  func requireDivisible(by side: Int) throws(ModelError) {
    for (axis, extent) in [("pixels of height", height), ("pixels of width", width)]
    where extent % side != 0 || extent == 0 {
      let below = extent / side * side
      throw .indivisible(
        axis: axis, extent: extent, by: side,
        nearest: below == 0 ? [side] : [below, below + side])
    }
  }
}
