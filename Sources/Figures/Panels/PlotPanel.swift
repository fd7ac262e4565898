public import Images

/// Lines over an axis: growth over blocks, cost over resolution.
public struct PlotPanel: Sendable {
  public var title: String
  public var x: PlotAxis
  public var y: PlotAxis
  public var series: [PlotSeries]
  public var guides: [PlotGuide]
  /// Of the plot with its axes, without the names beside it.
  public var plotSize: FigureSize

  public init(
    title: String = "", x: PlotAxis, y: PlotAxis, series: [PlotSeries], guides: [PlotGuide] = [],
    size: FigureSize = FigureSize(width: 440, height: 280)
  ) {
    self.title = title
    self.x = x
    self.y = y
    self.series = series
    self.guides = guides
    plotSize = size
  }
}

/// One line of a plot.
///
/// The line is broken where a point cannot be shown: no number, or not positive on a logarithmic
/// axis.
public struct PlotSeries: Sendable {
  public var name: String
  public var points: [FigurePoint]
  /// A colour of its own, or the next of ``CategoricalColors``.
  public var color: RGB?
  /// Whether points are marked, which shows where something was measured.
  public var hasMarkers: Bool

  public init(
    _ name: String, points: [FigurePoint], color: RGB? = nil, hasMarkers: Bool = true
  ) {
    self.name = name
    self.points = points
    self.color = color
    self.hasMarkers = hasMarkers
  }

  /// A line over the places 0, 1, 2 and so on; where there is no value, it is broken.
  public init(
    _ name: String, values: [Double?], color: RGB? = nil, hasMarkers: Bool = true
  ) {
    self.init(
      name, points: values.enumerated().map { FigurePoint(Double($0), $1 ?? .nan) }, color: color,
      hasMarkers: hasMarkers)
  }
}

/// A line across a plot: a ceiling, or where a stage begins.
public struct PlotGuide: Hashable, Sendable {
  public enum Direction: Hashable, Sendable { case horizontal, vertical }

  public var direction: Direction
  /// The value on the axis that the line crosses.
  public var value: Double
  public var label: String

  public init(_ direction: Direction, at value: Double, _ label: String = "") {
    self.direction = direction
    self.value = value
    self.label = label
  }
}

extension PlotPanel: FigurePanel {
  var fitsBesideOthers: Bool { true }

  private var legend: SeriesLegend {
    SeriesLegend(
      entries: series.enumerated().map { index, series in
        SeriesLegend.Entry(
          name: series.name, color: series.color ?? CategoricalColors.color(index),
          dashes: LineDash.dash(index),
          marker: series.hasMarkers ? PlotMarker.marker(index) : nil)
      })
  }

  func size(within width: Double) -> FigureSize {
    let legend = legend
    let gap = legend.width > 0 ? 8.0 : 0
    return FigureSize(
      width: max(200, min(plotSize.width, width - legend.width - gap)) + gap + legend.width,
      height: max(plotSize.height, legend.height))
  }

  func draw(in area: FigureRect, on canvas: inout some FigureCanvas) {
    let legend = legend
    let gap = legend.width > 0 ? 8.0 : 0
    let frame = PlotFrame(
      x: AxisScale(x, values: series.lazy.flatMap { $0.points }.map(\.x)),
      y: AxisScale(y, values: series.lazy.flatMap { $0.points }.map(\.y)),
      in: FigureRect(
        x: area.x, y: area.y, width: area.width - legend.width - gap, height: area.height))
    frame.draw(on: &canvas)
    for guide in guides { guide.draw(in: frame, on: &canvas) }
    for (series, look) in zip(series, legend.entries) {
      draw(series, look, in: frame, on: &canvas)
    }
    legend.draw(at: FigurePoint(area.right - legend.width, area.y), on: &canvas)
  }

  private func draw(
    _ series: PlotSeries, _ look: SeriesLegend.Entry, in frame: PlotFrame,
    on canvas: inout some FigureCanvas
  ) {
    let places = series.points.map { frame.point($0.x, $0.y) }
    for run in places.split(separator: nil) where run.count > 1 {
      canvas.stroke(run.compactMap { $0 }, Pen(look.color, 1.75, dashes: look.dashes ?? []))
    }
    for place in places.compactMap({ $0 }) {
      if let marker = look.marker {
        marker.draw(at: place, radius: 2.75, look.color, on: &canvas)
      }
    }
  }
}

extension PlotGuide {
  func draw(in frame: PlotFrame, on canvas: inout some FigureCanvas) {
    let pen = Pen(.faintInk, 0.75, dashes: [3, 3])
    let inside = frame.inside
    switch direction {
    case .horizontal:
      guard let place = frame.y.place(of: value), (0...1).contains(place) else { return }
      let y = inside.bottom - place * inside.height
      canvas.line(FigurePoint(inside.x, y), FigurePoint(inside.right, y), pen)
      canvas.write(
        FigureText(label, size: 8, color: .faintInk, anchor: .end),
        at: FigurePoint(inside.right - 2, y - 3))
    case .vertical:
      guard let place = frame.x.place(of: value), (0...1).contains(place) else { return }
      let x = inside.x + place * inside.width
      canvas.line(FigurePoint(x, inside.y), FigurePoint(x, inside.bottom), pen)
      canvas.write(
        FigureText(label, size: 8, color: .faintInk), at: FigurePoint(x + 3, inside.y + 7))
    }
  }
}
