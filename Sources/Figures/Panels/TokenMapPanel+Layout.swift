import Images

extension TokenMapPanel: FigurePanel {
  var fitsBesideOthers: Bool { true }

  private static let longestSide = 360.0
  private static let rulerText = 8.0
  private static let captionHeight = 13.0

  private var rulerWidth: Double { 22 }
  private var rulerHeight: Double { 14 }
  private var scaleWidth: Double { scale == nil ? 0 : ColorScaleBar.width + 10 }
  private var footHeight: Double {
    (pixelsPerToken == nil ? 0 : 26) + Self.captionHeight * Double(captions.count)
  }

  func size(within width: Double) -> FigureSize {
    let token = tokenSide(within: width - rulerWidth - scaleWidth)
    return FigureSize(
      width: rulerWidth + token * Double(columns) + scaleWidth,
      height: rulerHeight + token * Double(rows) + footHeight)
  }

  private func tokenSide(within width: Double) -> Double {
    max(1, min(26, Self.longestSide / Double(rows), min(width, Self.longestSide) / Double(columns)))
  }

  func draw(in area: FigureRect, on canvas: inout some FigureCanvas) {
    let map = FigureRect(
      x: area.x + rulerWidth, y: area.y + rulerHeight,
      width: area.width - rulerWidth - scaleWidth,
      height: area.height - rulerHeight - footHeight)
    drawMap(in: map, on: &canvas)
    drawRulers(around: map, on: &canvas)
    if let scale {
      ColorScaleBar(scale).draw(
        in: FigureRect(
          x: map.right + 10, y: map.y, width: ColorScaleBar.width, height: map.height), on: &canvas)
    }
    var y = map.bottom
    if let pixelsPerToken {
      drawScaleBar(pixelsPerToken, below: map, on: &canvas)
      y += 26
    }
    for caption in captions {
      y += Self.captionHeight
      canvas.write(FigureText(caption, size: 9), at: FigurePoint(map.x, y))
    }
  }

  /// Numbers of rows and columns.
  private func drawRulers(around map: FigureRect, on canvas: inout some FigureCanvas) {
    let (width, height) = (map.width / Double(columns), map.height / Double(rows))
    for column in TokenRuler.numbers(count: columns, side: width) {
      canvas.write(
        FigureText("\(column)", size: Self.rulerText, color: .faintInk, anchor: .middle),
        at: FigurePoint(map.x + (Double(column) + 0.5) * width, map.y - 4))
    }
    for row in TokenRuler.numbers(count: rows, side: height) {
      canvas.write(
        FigureText("\(row)", size: Self.rulerText, color: .faintInk, anchor: .end),
        at: FigurePoint(map.x - 4, map.y + (Double(row) + 0.5) * height + 3))
    }
  }

  /// A length in tokens and in pixels.
  private func drawScaleBar(
    _ pixelsPerToken: Double, below map: FigureRect, on canvas: inout some FigureCanvas
  ) {
    let tokens = TokenRuler.step(atLeast: Double(columns) / 5)
    let length = Double(tokens) * map.width / Double(columns)
    let y = map.bottom + 12
    let pen = Pen(.black, 1.5)
    canvas.line(FigurePoint(map.x, y), FigurePoint(map.x + length, y), pen)
    for x in [map.x, map.x + length] {
      canvas.line(FigurePoint(x, y - 3), FigurePoint(x, y + 3), Pen(.black))
    }
    let pixels = AxisTicks.label(Double(tokens) * pixelsPerToken)
    canvas.write(
      FigureText("\(tokens) token\(tokens == 1 ? "" : "s") = \(pixels) px", size: 9),
      at: FigurePoint(map.x + length + 6, y + 3))
  }
}

/// Which tokens are numbered along an edge.
enum TokenRuler {
  /// 1, 2, 5, 10, 20, 50 and so on, not less than a number.
  static func step(atLeast least: Double) -> Int {
    var power = 1
    while power < 1_000_000 {
      for factor in [1, 2, 5] where Double(power * factor) >= least { return power * factor }
      power *= 10
    }
    return power
  }

  /// The rows or columns to number, far enough apart to be read.
  static func numbers(count: Int, side: Double) -> [Int] {
    let step = step(atLeast: 16 / max(side, 0.01))
    return Array(stride(from: 0, to: count, by: step))
  }
}
