import Screens
import Tensors

/// The tokens as dots by their first two principal components, the one under the cursor marked.
struct ComponentPlane {
  let components: PrincipalComponents
  let token: Int
  let theme: Theme

  /// The highest it is drawn, and the least that is worth drawing.
  private static let rows = (least: 8, most: 18)

  func draw(in area: Rect, on screen: inout Screen) {
    guard area.rows >= Self.rows.least, components.components.count > 1 else { return }
    let (first, second) = (components.components[0].scores, components.components[1].scores)
    guard first.indices.contains(token), second.indices.contains(token) else { return }
    let points = zip(first, second).map { PlotSeries.Point(Double($0), Double($1)) }
    let plot = ScatterPlot(
      [PlotSeries("tokens", mark: "·", style: theme.parts[0], points: points)],
      x: PlotAxis("PC1"), y: PlotAxis("PC2"), hasLegend: false)
    let room = area.rows(0..<Self.rows.most)
    plot.draw(in: room, on: &screen, theme: theme)
    guard let place = plot.cell(of: points[token], in: room) else { return }
    screen[place.row, place.column] = Cell("@", style: theme.cursor)
  }
}
