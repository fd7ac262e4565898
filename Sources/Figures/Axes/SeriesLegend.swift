import Images

/// The names of a plot's series beside it, each after a piece of its line or its mark.
struct SeriesLegend {
  struct Entry {
    var name: String
    var color: RGB
    var dashes: [Double]?
    var marker: PlotMarker?
  }

  private static let rowHeight = 15.0
  private static let textSize = 9.0
  private static let signWidth = 24.0

  let entries: [Entry]

  /// What it takes, nothing for a single series without a name.
  var width: Double {
    let widest = entries.map { TextMetrics.width(of: $0.name, size: Self.textSize) }.max() ?? 0
    return widest == 0 ? 0 : Self.signWidth + 6 + widest + 10
  }

  var height: Double { Double(entries.count) * Self.rowHeight }

  func draw(at corner: FigurePoint, on canvas: inout some FigureCanvas) {
    guard width > 0 else { return }
    for (index, entry) in entries.enumerated() {
      let y = corner.y + (Double(index) + 0.5) * Self.rowHeight
      if let dashes = entry.dashes {
        canvas.line(
          FigurePoint(corner.x, y), FigurePoint(corner.x + Self.signWidth, y),
          Pen(entry.color, 1.75, dashes: dashes))
      }
      entry.marker?.draw(
        at: FigurePoint(corner.x + Self.signWidth / 2, y), radius: 3, entry.color, on: &canvas)
      canvas.write(
        FigureText(entry.name, size: Self.textSize),
        at: FigurePoint(corner.x + Self.signWidth + 6, y + 3))
    }
  }
}
