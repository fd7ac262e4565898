import Images

/// Shapes for points, in the order in which kinds get them.
enum PlotMarker: CaseIterable {
  case circle
  case square
  case triangle
  case diamond

  static func marker(_ index: Int) -> Self {
    allCases[((index % allCases.count) + allCases.count) % allCases.count]
  }

  /// Draws the shape around a point.
  func draw(
    at center: FigurePoint, radius: Double, _ color: RGB, on canvas: inout some FigureCanvas
  ) {
    let (x, y) = (center.x, center.y)
    switch self {
    case .circle:
      canvas.circle(center, radius: radius, fill: color, pen: Pen(.white, 0.5))
    case .square:
      let side = radius * 1.8
      canvas.fill(
        polygon: [
          FigurePoint(x - side / 2, y - side / 2), FigurePoint(x + side / 2, y - side / 2),
          FigurePoint(x + side / 2, y + side / 2), FigurePoint(x - side / 2, y + side / 2),
        ], color)
    case .triangle:
      let reach = radius * 1.25
      canvas.fill(
        polygon: [
          FigurePoint(x, y - reach), FigurePoint(x + reach, y + reach * 0.8),
          FigurePoint(x - reach, y + reach * 0.8),
        ], color)
    case .diamond:
      let reach = radius * 1.3
      canvas.fill(
        polygon: [
          FigurePoint(x, y - reach), FigurePoint(x + reach, y), FigurePoint(x, y + reach),
          FigurePoint(x - reach, y),
        ], color)
    }
  }
}

/// Ways to draw lines that grey printers keep apart, in the order in which series get them.
enum LineDash {
  static let all: [[Double]] = [[], [6, 3], [2, 2], [8, 3, 2, 3], [12, 4]]

  static func dash(_ index: Int) -> [Double] { all[((index % all.count) + all.count) % all.count] }
}
