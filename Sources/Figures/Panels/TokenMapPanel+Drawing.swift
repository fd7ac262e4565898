import Images

extension TokenMapPanel {
  /// Draws picture, tokens and marks, without rulers.
  func drawMap(in map: FigureRect, on canvas: inout some FigureCanvas) {
    canvas.fill(map, .outside)
    if let picture { canvas.draw(picture, in: map) }
    drawColors(in: map, on: &canvas)
    if picture == nil { drawGaps(in: map, on: &canvas) }
    canvas.stroke(map, Pen(.faintInk, 0.75))
    for outline in outlines { draw(outline, in: map, on: &canvas) }
    drawNumbers(in: map, on: &canvas)
    for pin in pins { draw(pin, in: map, on: &canvas) }
    if let cursor, contains(cursor) {
      CursorMark.draw(around: square(cursor, in: map), on: &canvas)
    }
  }

  private func contains(_ token: Int) -> Bool { token >= 0 && token < rows * columns }

  private func square(_ token: Int, in map: FigureRect) -> FigureRect {
    let (width, height) = (map.width / Double(columns), map.height / Double(rows))
    return FigureRect(
      x: map.x + Double(token % columns) * width, y: map.y + Double(token / columns) * height,
      width: width, height: height)
  }

  /// Fills tokens, neighbours of one colour at once.
  private func drawColors(in map: FigureRect, on canvas: inout some FigureCanvas) {
    let opacity = picture == nil ? 1 : min(max(opacity, 0), 1)
    for row in 0..<rows {
      var column = 0
      while column < columns {
        let first = row * columns + column
        guard first < colors.count, let color = colors[first] else {
          column += 1
          continue
        }
        let start = column
        while column < columns, row * columns + column < colors.count,
          colors[row * columns + column] == color
        {
          column += 1
        }
        var rect = square(first, in: map)
        rect.width *= Double(column - start)
        canvas.fill(rect, color, opacity: opacity)
      }
    }
  }

  /// White lines between tokens, where these are large enough for that.
  private func drawGaps(in map: FigureRect, on canvas: inout some FigureCanvas) {
    let (width, height) = (map.width / Double(columns), map.height / Double(rows))
    guard min(width, height) >= 5 else { return }
    let pen = Pen(.white, 0.5)
    for column in stride(from: 1, to: columns, by: 1) {
      let x = map.x + Double(column) * width
      canvas.line(FigurePoint(x, map.y), FigurePoint(x, map.bottom), pen)
    }
    for row in stride(from: 1, to: rows, by: 1) {
      let y = map.y + Double(row) * height
      canvas.line(FigurePoint(map.x, y), FigurePoint(map.right, y), pen)
    }
  }

  private func drawNumbers(in map: FigureRect, on canvas: inout some FigureCanvas) {
    let (width, height) = (map.width / Double(columns), map.height / Double(rows))
    let size = min(9, height * 0.55)
    guard size >= 4 else { return }
    for (token, number) in numbers.prefix(rows * columns).enumerated() {
      guard let number, TextMetrics.width(of: number, size: size) <= width else { continue }
      let color = token < colors.count ? colors[token] : nil
      let center = square(token, in: map).center
      canvas.write(
        FigureText(
          number, size: size, color: (color ?? .outside).readableInk, anchor: .middle),
        at: FigurePoint(center.x, center.y + size * 0.36))
    }
  }

  private func draw(_ pin: TokenPin, in map: FigureRect, on canvas: inout some FigureCanvas) {
    guard contains(pin.token) else { return }
    let square = square(pin.token, in: map)
    let radius = max(5, min(square.width, square.height) * 0.42)
    let center = square.center
    canvas.circle(center, radius: radius, fill: .white, pen: Pen(.black))
    canvas.write(
      FigureText(pin.label, size: radius * 1.3, anchor: .middle, isBold: true),
      at: FigurePoint(center.x, center.y + radius * 0.46))
  }

  private func draw(
    _ outline: TokenOutline, in map: FigureRect, on canvas: inout some FigureCanvas
  ) {
    let (width, height) = (map.width / Double(columns), map.height / Double(rows))
    // On small tokens a thinner line, which leaves something of them to be seen.
    let pen = Pen(
      outline.color, min(outline.width, max(0.3, 0.2 * min(width, height))),
      dashes: outline.isDashed ? [3, 2] : [])
    for segment in OutlineSegments(outline, rows: rows, columns: columns).all {
      canvas.line(
        FigurePoint(
          map.x + Double(segment.from.column) * width, map.y + Double(segment.from.row) * height),
        FigurePoint(
          map.x + Double(segment.to.column) * width, map.y + Double(segment.to.row) * height), pen)
    }
  }
}

/// The mark of the token under the cursor: a square in vermillion with a white edge, seen on every
/// ground.
enum CursorMark {
  static func draw(around square: FigureRect, on canvas: inout some FigureCanvas) {
    let side = min(square.width, square.height)
    let frame = square.inset(by: -max(0, 5 - side) / 2)
    let width = min(2, max(1, side / 8))
    canvas.stroke(frame, Pen(.white, 2 * width))
    canvas.stroke(frame, Pen(CategoricalColors.vermillion, width))
  }
}
