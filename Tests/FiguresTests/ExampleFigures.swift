import Figures
import Images
import Screens

/// Figures of every kind, small enough to look at.
enum ExampleFigures {
  static let all = [map, plots, multiples, cells]

  static let provenance =
    "swin-t, seeded:0, harbour (sample), stage 3 block 2, all heads, attnscope 0.1.0"

  /// A region of nine tokens on a grid of 14 × 14, cut out by windows, and a picture below.
  static let map = Figure(
    title: "Shifted-window attention of token (1,1)",
    panels: [
      .tokenMap(
        TokenMapPanel(
          title: "weights", rows: 14, columns: 14, values: weights,
          scale: ColorScale("attention weight", range: 0...0.13, spacing: .squareRoot),
          outlines: [
            TokenOutline(between: windows), TokenOutline(around: region, of: 196),
          ],
          cursor: 15, pins: [TokenPin(60, "A")], pixelsPerToken: 16,
          captions: ["9 tokens, 4.59 %, span 3×3"])),
      .tokenMap(
        TokenMapPanel(
          title: "region", rows: 14, columns: 14,
          colors: weights.map { $0 == nil ? nil : CategoricalColors.sky }, picture: picture,
          opacity: 0.6, cursor: 15, numbers: (0..<196).map { region.contains($0) ? "9" : nil },
          pixelsPerToken: 16)),
    ],
    legend: [
      LegendEntry("token under the cursor", .cursor),
      LegendEntry("region", .outline(.black)), LegendEntry("windows", .outline(.faintInk)),
    ], provenance: provenance)

  static let plots = Figure(
    title: "Growth",
    panels: [
      .plot(
        PlotPanel(
          title: "tokens reached", x: PlotAxis("block", categories: blocks),
          y: PlotAxis("effective tokens", isLogarithmic: true),
          series: [
            PlotSeries("swin-t", values: [13, 71, 296, 627, 1298, 2314, nil, 3133]),
            PlotSeries("axial", values: [20, 119, 610, 1099, 2013, 2392, 3030, 3118]),
            PlotSeries("pale-t", values: [53, 361, 1780, 2349, 2939, 2991, 3023, 3023]),
          ], guides: [PlotGuide(.vertical, at: 1.5, "stage 2")])),
      .scatter(
        ScatterPanel(
          title: "heads", x: PlotAxis("block", categories: blocks),
          y: PlotAxis("mean attention distance (px)", includesZero: true),
          groups: [
            ScatterGroup(
              "rows", points: (0..<8).map { FigurePoint(Double($0), 20 + 5 * Double($0)) }
            ),
            ScatterGroup(
              "columns", points: (0..<8).map { FigurePoint(Double($0), 12 + 7 * Double($0)) }),
          ])),
      .bars(
        BarsPanel(
          title: "time", label: "ms", parts: ["qkv", "attention", "projection", "MLP"],
          bars: [
            FigureBar("s1b1", [7.1, 6, 2.2, 3.1]), FigureBar("s1b2", [7, 6.2, 2.3, 3]),
          ])),
      .table(
        TablePanel(
          title: "heads",
          NumberTable(
            name: "heads", columns: ["head", "branch", "entropy"],
            rows: [[0, "rows", 2.191_23], [1, "columns", 0.5], [12, "columns", nil]]))),
    ], provenance: provenance)

  static let multiples = Figure(
    title: "Heads",
    panels: [
      .multiples(
        MultiplesPanel(
          maps: (0..<12).map { head in
            TokenMapPanel(
              title: "head \(head)", rows: 14, columns: 14,
              colors: weights.map { $0.map { FigureRamp.viridis.color(of: $0 * Double(head)) } },
              cursor: 15, captions: ["entropy 2.19", "distance 16.9 px"])
          }, scale: ColorScale("weight", range: 0...1, ramp: .viridis)))
    ], provenance: provenance)

  static let cells = Figure(title: "A page", panels: [.cells(CellsPanel(screen))])

  static let blocks = ["s1b1", "s1b2", "s2b1", "s2b2", "s3b1", "s3b2", "s4b1", "s4b2"]

  static let region: Set<Int> = [0, 1, 2, 14, 15, 16, 28, 29, 30]

  static let weights: [Double?] = (0..<196).map { token in
    region.contains(token) ? 0.13 / Double(1 + token % 14 + token / 14) : nil
  }

  static let windows: [Int] = (0..<196).map { token in
    let (row, column) = ((token / 14 + 4) / 7, (token % 14 + 4) / 7)
    return row * 10 + column
  }

  /// Green to the right, red downwards.
  static let picture: Image = {
    var pixels: [UInt8] = []
    for row in 0..<28 {
      for column in 0..<28 { pixels += [UInt8(row * 9), UInt8(column * 9), 90] }
    }
    return Image(width: 28, height: 28, pixels: pixels)
  }()

  static let screen: Screen = {
    var screen = Screen(Size(columns: 44, rows: 8))
    Frame("a frame", style: Style(foreground: .palette(240))).draw(
      in: Rect(row: 0, column: 0, columns: 30, rows: 7), on: &screen)
    screen.write("plain  bold  faint", row: 1, column: 2)
    screen.restyle(Rect(row: 1, column: 9, columns: 4, rows: 1)) { $0.style.isBold = true }
    screen.restyle(Rect(row: 1, column: 15, columns: 5, rows: 1)) { $0.style.isDim = true }
    for column in 0..<20 {
      screen[3, 2 + column] = Cell(
        "▀",
        style: Style(
          foreground: .palette(UInt8(17 + column)), background: .palette(UInt8(50 + column))))
    }
    screen.write("▁▂▃▄▅▆▇█ ░▒▓ ⠁⠃⠇⡇⣿ ▌▐▛", row: 5, column: 2)
    screen.write("reversed", row: 2, column: 32, style: .reversed)
    screen.write("a<b & c", row: 4, column: 32, style: .underlined)
    return screen
  }()
}
