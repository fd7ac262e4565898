import Images
import VisionTransformers

/// What one square of the map shows: a token, or several pooled.
struct MapSquare: Sendable {
  /// The mean colour; grey without a picture.
  var color = (red: 128.0, green: 128.0, blue: 128.0)
  /// Whether any of the tokens is in the region.
  var isInRegion = false
  /// Whether any is reached one layer later, and none is in the region.
  var isHop = false
  /// Which of the first two branches of heads see any of the tokens.
  var isSeenBy = (first: false, second: false)
  var isCursor = false
  /// The largest weight among the tokens, as the square root of its part of the largest of all.
  var weight = 0.0
  /// The largest norm among the tokens, between the smallest and the largest of all.
  var norm = 0.0
  /// Whether the token, or of several the last, lies in an odd field of the board that windows make.
  var isOdd = false
  /// Whether a window or stripe begins at the token's upper edge, or at its left one.
  var hasEdge = (above: false, left: false)
  /// Whether one ends at its lower edge, or at its right one.
  var isLast = (below: false, right: false)

  /// Brightness from 0 to 1.
  var luma: Double { (0.299 * color.red + 0.587 * color.green + 0.114 * color.blue) / 255 }
}

/// Makes the squares of the map from what is known of the token under the cursor.
struct MapSquares: Sendable {
  private let reading: TokenReading
  private let region: RegionReading?
  private let bands: PartitionBands?
  private let norms: ClosedRange<Float>
  private let viewport: MapViewport
  /// Whether there are two branches that see different tokens.
  let hasTwoBranches: Bool

  init(_ reading: TokenReading, viewport: MapViewport) {
    self.reading = reading
    self.viewport = viewport
    region = try? reading.region.get()
    bands = region.map(\.bands)
    let values = reading.norms ?? []
    norms = (values.min() ?? 0)...(values.max() ?? 0)
    hasTwoBranches = region?.branches.count == 2
  }

  func square(row: Int, column: Int) -> MapSquare {
    let tokens = viewport.tokens(row: row, column: column)
    var square = MapSquare()
    var sum = (red: 0, green: 0, blue: 0)
    for row in tokens.rows {
      for column in tokens.columns {
        let token = reading.grid[row, column]
        add(token, to: &square)
        if let color = reading.colors?[token] {
          sum.red += Int(color.red)
          sum.green += Int(color.green)
          sum.blue += Int(color.blue)
        }
      }
    }
    if let bands, let row = tokens.rows.last, let column = tokens.columns.last {
      square.isOdd = bands.isOdd(row: row, column: column)
      square.hasEdge = bands.edges(row: row, column: column)
      square.isLast = bands.ends(row: row, column: column, reach: viewport.pool)
    }
    if reading.colors != nil {
      let count = Double(tokens.rows.count * tokens.columns.count)
      square.color = (
        Double(sum.red) / count, Double(sum.green) / count, Double(sum.blue) / count
      )
    }
    return square
  }

  private func add(_ token: Int, to square: inout MapSquare) {
    if token == reading.token { square.isCursor = true }
    if let region {
      if region.field.tokens.contains(token) { square.isInRegion = true }
      if region.hopTokens.contains(token) { square.isHop = true }
      if hasTwoBranches {
        if region.branches[0].field.tokens.contains(token) { square.isSeenBy.first = true }
        if region.branches[1].field.tokens.contains(token) { square.isSeenBy.second = true }
      }
    }
    if let attention = reading.attention, attention.largest > 0 {
      let part = Double(attention.weights[token] / attention.largest)
      square.weight = max(square.weight, part.squareRoot())
    }
    if let value = reading.norms?[token], norms.upperBound > norms.lowerBound {
      let part = (value - norms.lowerBound) / (norms.upperBound - norms.lowerBound)
      square.norm = max(square.norm, Double(part))
    }
  }
}
