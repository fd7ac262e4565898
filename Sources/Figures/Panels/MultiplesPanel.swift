/// Small maps side by side, each with its title above and its captions below: heads, mechanisms.
public struct MultiplesPanel: Sendable {
  public var title: String
  /// Their own scales, rulers and lengths are left out.
  public var maps: [TokenMapPanel]
  /// How many maps stand in a row; as many as fit unless told.
  public var columns: Int?
  /// How wide a map is, in points.
  public var side: Double
  /// What the colours of all maps mean.
  public var scale: ColorScale?

  public init(
    title: String = "", maps: [TokenMapPanel], columns: Int? = nil, side: Double = 130,
    scale: ColorScale? = nil
  ) {
    self.title = title
    self.maps = maps
    self.columns = columns
    self.side = max(20, side)
    self.scale = scale
  }
}

extension MultiplesPanel: FigurePanel {
  private static let gap = 16.0
  private static let lineHeight = 11.0
  private static let textSize = 8.5

  private var scaleWidth: Double { scale == nil ? 0 : ColorScaleBar.width + Self.gap }

  private func columnCount(within width: Double) -> Int {
    let fitting = Int((width - scaleWidth + Self.gap) / (side + Self.gap))
    return max(1, min(max(1, columns ?? fitting), max(1, maps.count)))
  }

  private func mapHeight(_ map: TokenMapPanel) -> Double {
    side * Double(map.rows) / Double(map.columns)
  }

  /// The tallest of maps in a row, with title and captions.
  private func heights(columns: Int) -> [Double] {
    stride(from: 0, to: maps.count, by: columns).map { start in
      let row = maps[start..<min(start + columns, maps.count)]
      return row.map(height).max() ?? 0
    }
  }

  private func height(_ map: TokenMapPanel) -> Double {
    mapHeight(map) + Self.lineHeight * Double(1 + map.captions.count) + 8
  }

  func size(within width: Double) -> FigureSize {
    let columns = columnCount(within: width)
    let heights = heights(columns: columns)
    return FigureSize(
      width: Double(columns) * (side + Self.gap) - Self.gap + scaleWidth,
      height: heights.reduce(0, +) + Self.gap * Double(max(0, heights.count - 1)))
  }

  func draw(in area: FigureRect, on canvas: inout some FigureCanvas) {
    let columns = columnCount(within: area.width)
    var y = area.y
    for (row, height) in heights(columns: columns).enumerated() {
      for (column, map) in maps.dropFirst(row * columns).prefix(columns).enumerated() {
        let corner = FigurePoint(area.x + Double(column) * (side + Self.gap), y)
        draw(map, at: corner, on: &canvas)
      }
      y += height + Self.gap
    }
    if let scale {
      ColorScaleBar(scale).draw(
        in: FigureRect(
          x: area.right - ColorScaleBar.width, y: area.y + Self.lineHeight,
          width: ColorScaleBar.width, height: min(area.height - Self.lineHeight, 160)),
        on: &canvas)
    }
  }

  private func draw(
    _ map: TokenMapPanel, at corner: FigurePoint, on canvas: inout some FigureCanvas
  ) {
    func shortened(_ text: String) -> String {
      TextMetrics.shortened(text, size: Self.textSize, width: side + Self.gap - 4)
    }
    canvas.write(
      FigureText(shortened(map.title), size: Self.textSize, isBold: true),
      at: FigurePoint(corner.x, corner.y + 8))
    let rect = FigureRect(
      x: corner.x, y: corner.y + Self.lineHeight + 1, width: side, height: mapHeight(map))
    map.drawMap(in: rect, on: &canvas)
    for (line, caption) in map.captions.enumerated() {
      canvas.write(
        FigureText(shortened(caption), size: Self.textSize),
        at: FigurePoint(corner.x, rect.bottom + Self.lineHeight * Double(line + 1)))
    }
  }
}
