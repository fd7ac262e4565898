import VisionTransformers

/// What is looked at: a layer, a token, a head.
struct Selection: Hashable, Sendable {
  /// Which way regions are read.
  enum Direction: Hashable, Sendable {
    /// The tokens that the one under the cursor attends to.
    case outgoing
    /// The tokens that attend to it.
    case incoming
  }

  var address = BlockAddress(stage: 0, block: 0)
  /// Which of the block's attention layers; BOAT's blocks have two.
  var layer = 0
  /// The cursor in the model's input, so that it stays where it is from stage to stage.
  var point = PixelPoint(x: 0, y: 0)
  /// The head to show when not all of them are.
  var head = 0
  var showsUnion = true
  var direction = Direction.outgoing
  /// A mechanism of the catalogue to show in place of the model's own.
  var mechanism: String?
}

/// A place in the model's input, in pixels from the top left.
struct PixelPoint: Hashable, Sendable {
  var x: Double
  var y: Double
}

/// How the tokens of a grid lie on the pixels of a model's input.
struct PixelScale: Hashable, Sendable {
  let grid: TokenGrid
  let input: PixelSize

  /// Pixels from one row of tokens to the next, and from one column to the next.
  var stride: (rows: Double, columns: Double) {
    (Double(input.height) / Double(grid.rows), Double(input.width) / Double(grid.columns))
  }

  /// The token that covers a place, or the nearest to it.
  func token(at point: PixelPoint) -> (row: Int, column: Int) {
    (
      min(max(0, Int(point.y / stride.rows)), grid.rows - 1),
      min(max(0, Int(point.x / stride.columns)), grid.columns - 1)
    )
  }

  /// The middle of a token.
  func center(row: Int, column: Int) -> PixelPoint {
    PixelPoint(
      x: (Double(column) + 0.5) * stride.columns, y: (Double(row) + 0.5) * stride.rows)
  }

  /// The pixels that a token stands for.
  func pixels(row: Int, column: Int) -> (x: ClosedRange<Int>, y: ClosedRange<Int>) {
    (
      Self.pixels(of: column, stride: stride.columns), Self.pixels(of: row, stride: stride.rows)
    )
  }

  private static func pixels(of position: Int, stride: Double) -> ClosedRange<Int> {
    let first = Int(Double(position) * stride)
    return first...max(first, Int((Double(position + 1) * stride).rounded(.up)) - 1)
  }
}
