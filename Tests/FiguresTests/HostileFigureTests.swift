import Figures
import Images
import Screens
import Testing

@Suite("Figures of odd numbers")
struct HostileFigureTests {
  private static let odd: [Double] = [
    .nan, .infinity, -.infinity, .greatestFiniteMagnitude, -.greatestFiniteMagnitude,
    .leastNonzeroMagnitude, 0, -1,
  ]

  private static func panels(_ values: [Double], isLogarithmic: Bool) -> [Figure.Panel] {
    let axis = PlotAxis("y", isLogarithmic: isLogarithmic, includesZero: true)
    let points = values.map { FigurePoint($0, $0) }
    return [
      .plot(PlotPanel(x: axis, y: axis, series: [PlotSeries("s", points: points)])),
      .scatter(ScatterPanel(x: axis, y: axis, groups: [ScatterGroup("g", points: points)])),
      .bars(BarsPanel(label: "ms", bars: [FigureBar("b", values)])),
      .tokenMap(
        TokenMapPanel(
          rows: 1, columns: max(1, values.count), values: values,
          scale: ColorScale("w", from: values.first ?? 0, to: values.last ?? 0),
          outlines: [TokenOutline(around: [-1, 0, 99], of: values.count)], cursor: 1_000,
          pins: [TokenPin(-3, "A")], numbers: ["1", "2"])),
      .table(
        TablePanel(
          NumberTable(name: "t", columns: ["n"], rows: values.map { [.real($0)] }))),
      .multiples(
        MultiplesPanel(maps: values.map { _ in TokenMapPanel(rows: 0, columns: 0) }, columns: 0)),
      .cells(CellsPanel(Screen(Size(columns: 0, rows: 0)))),
    ]
  }

  @Test("No value keeps a figure from being drawn", arguments: [false, true])
  func drawn(isLogarithmic: Bool) throws {
    let sets = Self.odd.map { [$0] } + [[], Self.odd] + Self.odd.map { [$0, 1] }
    for values in sets {
      let figure = Figure(
        title: "odd", panels: Self.panels(values, isLogarithmic: isLogarithmic), provenance: "p")
      let svg = try WrittenSVG(figure.svg)
      for element in svg.elements where element.name != "text" {
        for (name, value) in element.attributes {
          #expect(!value.contains("nan") && !value.contains("inf"), "\(name)=\(value)")
        }
      }
    }
  }

  @Test("A figure without panels still has its title")
  func empty() throws {
    #expect(try WrittenSVG(Figure(title: "nothing", panels: []).svg).texts == ["nothing"])
  }
}
