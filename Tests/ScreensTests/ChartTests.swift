import Screens
import Testing

@Suite struct ChartTests {
  private let letters: [StackedBars.Kind] = [
    .init("qkv", letter: "q", color: .terminal), .init("attention", letter: "a", color: .terminal),
    .init("other", letter: ".", color: .terminal),
  ]
  private let colors: [StackedBars.Kind] = [
    .init("qkv", letter: "q", color: .palette(74)),
    .init("other", letter: ".", color: .palette(245)),
  ]

  @Test("Without colours, each part of a bar repeats its letter")
  func partsRepeatLetters() {
    let bars = StackedBars(letters, full: 10)
    #expect(bars.bar([4, 2, 1], columns: 10).text == "qqqqaa.")
    #expect(bars.bar([4, 2, 1], columns: 5).text == "qqa.")
    #expect(bars.key(caption: .plain).text == "q qkv  a attention  . other")
  }

  @Test("With colours, the letter stands once, on the colour of the part")
  func colouredPartsHaveOneLetter() {
    let bar = StackedBars(colors, full: 6).bar([3, 2], columns: 6)
    #expect(bar.text == "q  . ")
    #expect(bar.runs.map(\.style.background) == [.palette(74), .palette(245)])
  }

  @Test(
    "Bars are as long as their parts together, are never longer than all columns, and show what is short"
  )
  func barsHaveTheLengthOfTheWhole() {
    let bars = StackedBars(letters, full: 3)
    #expect(bars.bar([0.04, 0.04, 0.04], columns: 25).columns == 1)
    #expect(bars.bar([1, 1, 1], columns: 20).columns == 20)
    #expect(bars.bar([9, 9, 9], columns: 20).text == String(repeating: "q", count: 20))
    #expect(bars.bar([0, 0.001, 0], columns: 10).text == "a")
    #expect(bars.bar([0, 0, 0], columns: 10).columns == 0)
    #expect(bars.bar([.nan, -4, .infinity], columns: 10).columns == 0)
    #expect(StackedBars(letters, full: 0).bar([1, 1, 1], columns: 10).columns == 0)
    #expect(bars.bar([1, 1, 1], columns: 0).columns == 0)
  }

  @Test("Columns grow from the bottom, exact to an eighth of a row where there are blocks")
  func columnsGrowFromTheBottom() {
    let chart = ColumnChart([0, 1, 2, 3, 4])
    #expect(chart.lines(columns: 6, rows: 2, hasBlocks: true) == ["   ▄█", "▁▄███"])
    #expect(chart.lines(columns: 6, rows: 2, hasBlocks: false) == ["   ##", "#####"])
    #expect(chart.lines(columns: 6, rows: 1, hasBlocks: false) == ["02579"])
  }

  @Test("Where there is no room for all values, the latest are drawn")
  func latestValuesAreDrawn() {
    let chart = ColumnChart((0...9).map(Double.init), range: 0...9)
    #expect(chart.lines(columns: 6, rows: 1, hasBlocks: false) == ["456789"])
  }

  @Test("Values that are no numbers leave a gap, and a range of nothing divides by nothing")
  func oddValuesAreHarmless() {
    #expect(ColumnChart([.nan, 1]).lines(columns: 6, rows: 1, hasBlocks: false) == [" 9"])
    let level = ColumnChart([5, 5], range: 5...5)
    #expect(level.lines(columns: 6, rows: 1, hasBlocks: false) == ["00"])
    #expect(ColumnChart([]).lines(columns: 6, rows: 2, hasBlocks: true) == ["", ""])
    #expect(ColumnChart([1]).lines(columns: -1, rows: 1, hasBlocks: true) == [""])
    #expect(ColumnChart([1]).lines(columns: 1, rows: 0, hasBlocks: true).isEmpty)
  }
}
