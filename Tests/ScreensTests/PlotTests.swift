import Screens
import Testing

/// Plots as pictures in text.
@Suite struct PlotTests {
  static let up = PlotSeries("up", mark: "U", values: [0, 10, 20, 30])
  static let down = PlotSeries("down", mark: "D", values: [30, 20, 10, 0])

  private func drawn(
    _ plot: LinePlot, _ size: Size, _ charset: TerminalCapabilities.Charset = .ascii
  ) -> String {
    let capabilities = TerminalCapabilities(colors: .none, charset: charset)
    var screen = Screen(size)
    plot.draw(in: screen.bounds, on: &screen, theme: Theme(capabilities), charset: charset)
    return screen.reduced(to: capabilities).trimmedText
  }

  @Test("letters stand at points, dots on the way, and a star where series meet")
  func lines() {
    let plot = LinePlot(
      [Self.up, Self.down, PlotSeries("flat", mark: "F", values: [30, 30])],
      x: PlotAxis("block"), y: PlotAxis("tokens"), marker: 3)
    #expect(
      drawn(plot, Size(columns: 32, rows: 11)) == """
        tokens
           30+*.......F               .U
             |  ....              ....
           20+      ..D.      .U..
             |          ... ..
           10+       .U..    ..D.
             |   ....            ....
            0+U..                    ..D
             ++-------+--------^-------+
        block 1       2        3       4
        U up  D down  F flat  * several

        """)
  }

  @Test("a logarithmic axis gives equal factors equal room, and leaves zero out")
  func logarithm() {
    let plot = LinePlot(
      [PlotSeries("size", mark: "o", values: [1, 0, 10, 100, 1000])],
      y: PlotAxis(scale: .logarithmic), hasLegend: false)
    #expect(
      drawn(plot, Size(columns: 24, rows: 9)) == """
        1000+                 .o
            |               ..
         100+             .o
            |           ..
          10+         o.
            |
           1+o
            +-----+--------+----
                  2        4

        """)
  }

  @Test("lines are braille only where braille is asked for")
  func braille() {
    let plot = LinePlot([Self.up], hasLegend: false)
    let size = Size(columns: 16, rows: 6)
    #expect(
      drawn(plot, size, .braille) == """
          │          ⣀⠔U
        20┤       ⡠U⠉
          │   ⣀U⠊⠁
         0┤U⠔⠊
          └────┬───────┬
               2       4

        """)
    #expect(drawn(plot, size, .utf8).unicodeScalars.allSatisfy { $0.value < 0x2800 })
  }

  @Test("a scatter plot has letters alone")
  func scatter() {
    var screen = Screen(Size(columns: 24, rows: 9))
    let plot = ScatterPlot(
      [
        PlotSeries("row", mark: "r", points: [.init(1, 10), .init(1, 20), .init(2, 30)]),
        PlotSeries("column", mark: "c", points: [.init(1, 20), .init(2, .nan), .init(3, 99)]),
      ],
      x: PlotAxis("block", bounds: 1...3, ticks: [.init(1, "s1b1"), .init(3, "s1b3")]),
      y: PlotAxis("px", bounds: 0...40))
    plot.draw(in: screen.bounds, on: &screen, theme: Theme(TerminalCapabilities()))
    #expect(
      screen.trimmedText == """
        px
           40┤
           20┤*        r
             │r
            0┤
             └┬────────────────┬
        block s1b1          s1b3
        r row  c column
        * several

        """)
  }

  @Test("each series has its own style, and the axes theirs")
  func styles() {
    var screen = Screen(Size(columns: 10, rows: 5))
    let style = Style(foreground: .palette(74))
    LinePlot([PlotSeries("a", mark: "a", style: style, values: [1, 2])], hasLegend: false)
      .draw(in: screen.bounds, on: &screen, theme: Theme(TerminalCapabilities()))
    #expect(
      screen.paletteDump == """
        0 0-2: 244 on -
        0 3-3: 243 on -
        0 8-9: 74 on -
        1 0-2: 244 on -
        1 3-3: 243 on -
        1 6-7: 74 on -
        2 0-2: 244 on -
        2 3-3: 243 on -
        2 4-5: 74 on -
        3 3-9: 243 on -
        4 4-4: 244 on -
        4 6-8: 244 on -

        """)
  }

  @Test("no size, and no numbers, stop a plot from being drawn inside of its area")
  func sizes() {
    let strange: [[Double]] = [
      [], [1], [5, 5, 5], [.nan, .infinity], [0, 0], [-1e300, 1e300], [.leastNonzeroMagnitude, 1],
      [-3, -3.5],
      [.greatestFiniteMagnitude, -.greatestFiniteMagnitude], [1e18, 1e18 + 1000],
    ]
    for values in strange {
      for scale in [PlotAxis.Scale.linear, .logarithmic] {
        for (columns, rows) in [(0, 0), (1, 1), (5, 4), (9, 5), (40, 12), (300, 3)] {
          let area = Rect(row: 1, column: 1, columns: columns, rows: rows)
          var screen = Screen(Size(columns: columns + 2, rows: rows + 2))
          let empty = screen
          LinePlot(
            [PlotSeries("values", mark: "v", values: values)], x: PlotAxis("x", scale: scale),
            y: PlotAxis("y", scale: scale)
          ).draw(in: area, on: &screen, theme: Theme(TerminalCapabilities()))
          screen.fill(area)
          #expect(screen == empty, "\(values) in \(columns)×\(rows)")
        }
      }
    }
  }
}
