public import Images

/// Points between two axes: heads by depth and distance.
public struct ScatterPanel: Sendable {
  public var title: String
  public var x: PlotAxis
  public var y: PlotAxis
  public var groups: [ScatterGroup]
  public var guides: [PlotGuide]
  /// Of the plot with its axes, without the names beside it.
  public var plotSize: FigureSize

  public init(
    title: String = "", x: PlotAxis, y: PlotAxis, groups: [ScatterGroup],
    guides: [PlotGuide] = [], size: FigureSize = FigureSize(width: 440, height: 280)
  ) {
    self.title = title
    self.x = x
    self.y = y
    self.groups = groups
    self.guides = guides
    plotSize = size
  }
}

/// Points of one kind, which share a colour and a shape.
public struct ScatterGroup: Sendable {
  public var name: String
  public var points: [FigurePoint]
  /// A colour of its own, or the next of ``CategoricalColors``.
  public var color: RGB?

  public init(_ name: String, points: [FigurePoint], color: RGB? = nil) {
    self.name = name
    self.points = points
    self.color = color
  }
}

extension ScatterPanel: FigurePanel {
  var fitsBesideOthers: Bool { true }

  private var legend: SeriesLegend {
    SeriesLegend(
      entries: groups.enumerated().map { index, group in
        SeriesLegend.Entry(
          name: group.name, color: group.color ?? CategoricalColors.color(index), dashes: nil,
          marker: PlotMarker.marker(index))
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
      x: AxisScale(x, values: groups.lazy.flatMap { $0.points }.map(\.x)),
      y: AxisScale(y, values: groups.lazy.flatMap { $0.points }.map(\.y)),
      in: FigureRect(
        x: area.x, y: area.y, width: area.width - legend.width - gap, height: area.height))
    frame.draw(on: &canvas)
    for guide in guides { guide.draw(in: frame, on: &canvas) }
    for (group, look) in zip(groups, legend.entries) {
      for point in group.points {
        guard let place = frame.point(point.x, point.y) else { continue }
        look.marker?.draw(at: place, radius: 3, look.color, on: &canvas)
      }
    }
    legend.draw(at: FigurePoint(area.right - legend.width, area.y), on: &canvas)
  }
}
