import Screens
import VisionTransformers

/// One dot for each head: a number of it against the depth of its layer, as in figure 7 of the ViT
/// paper (arXiv 2010.11929).
struct HeadScatter {
  let session: Session
  let findings: HeadFindings
  let measure: HeadMeasure

  private var theme: Theme { session.theme }

  /// The layer's place, from 1, and the number of each head that is known.
  private var points: [(layer: Int, head: Int, branch: String, value: Double)] {
    session.geometry.layers.enumerated().flatMap { index, layer in
      (findings.heads[HeadFindings.Layer(layer)] ?? []).compactMap { statistics in
        measure.value(of: HeadNumbers(statistics)).map {
          (index + 1, statistics.head, statistics.branch, $0)
        }
      }
    }
  }

  private var current: Int {
    (session.geometry.position(
      of: session.selection.address, layer: session.selection.layer) ?? 0) + 1
  }

  func draw(in area: Rect, on screen: inout Screen) {
    let points = points
    let layers = session.geometry.layers
    let starts = layers.indices.filter {
      $0 == 0 || layers[$0].address.stage != layers[$0 - 1].address.stage
    }
    let plot = ScatterPlot(
      series(points),
      x: .init(
        "", bounds: 1...Double(max(2, layers.count)),
        ticks: starts.map { .init(Double($0 + 1), "s\(layers[$0].address.stage + 1)") }),
      y: .init("", bounds: bounds(points.map(\.value))), marker: Double(current),
      hasLegend: area.rows > 8)
    plot.draw(in: area, on: &screen, theme: theme)
    guard let head = session.shownHead,
      let own = points.first(where: { $0.layer == current && $0.head == head }),
      let place = plot.cell(of: .init(Double(own.layer), own.value), in: area)
    else { return }
    screen[place.row, place.column] = Cell("@", style: theme.cursor)
  }

  /// From 0, unless all values are so far from it that they would not be told apart.
  private func bounds(_ values: [Double]) -> ClosedRange<Double>? {
    guard let least = values.min(), let largest = values.max(), largest > 0,
      least < 0.6 * largest
    else { return nil }
    return 0...largest
  }

  /// A series for each branch; where every head is one, all together.
  private func series(
    _ points: [(layer: Int, head: Int, branch: String, value: Double)]
  ) -> [PlotSeries] {
    var names: [String] = []
    for point in points where !names.contains(point.branch) { names.append(point.branch) }
    var marks: [Character] = []
    return names.enumerated().map { index, name in
      // The branch's first letter, or a later one where two begin with the same.
      let mark = names.count == 1 ? "o" : name.first { !marks.contains($0) } ?? "o"
      marks.append(mark)
      return PlotSeries(
        name, mark: mark, style: theme.parts[index % theme.parts.count],
        points: points.filter { $0.branch == name }.map { .init(Double($0.layer), $0.value) })
    }
  }
}
