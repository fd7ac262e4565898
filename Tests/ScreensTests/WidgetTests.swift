import Foundation
import Screens
import Testing

@Suite struct WidgetTests {
  private let size = Size(columns: 12, rows: 4)

  @Test func framesCarryTextsInTheirEdges() {
    var screen = Screen(size)
    let inside = Frame("map", footnote: "1:1").draw(in: screen.bounds, on: &screen)
    #expect(
      screen.text == """
        |╭─ map ────╮|
        |│          │|
        |│          │|
        |╰─ 1:1 ────╯|

        """)
    #expect(inside == Rect(row: 1, column: 1, columns: 10, rows: 2))
  }

  @Test func framesOfNothingAreNotDrawn() {
    for (columns, rows) in [(0, 0), (1, 4), (12, 1)] {
      var screen = Screen(size)
      let area = Rect(row: 0, column: 0, columns: columns, rows: rows)
      #expect(Frame("map").draw(in: area, on: &screen).isEmpty)
      #expect(screen == Screen(size))
    }
  }

  @Test func pixelsAreTwoToACell() {
    var canvas = PixelCanvas(Size(columns: 2, rows: 1), color: 16)
    canvas.paint(row: 0, column: 0, side: 1, color: 196)
    canvas.paint(row: -1, column: 1, side: 5, color: 21)
    var screen = Screen(Size(columns: 2, rows: 1))
    canvas.draw(on: &screen, row: 0, column: 0)
    #expect(screen.text == "|▀ |\n")
    #expect(screen.paletteDump == "0 0-0: 196 on 16\n0 1-1: - on 21\n")
  }

  @Test func anOddRowOfPixelsLeavesTheLowerHalfToTheTerminal() {
    var canvas = PixelCanvas(Size(columns: 1, rows: 2), rows: 3, color: 16)
    canvas.paint(row: 2, column: 0, side: 1, color: 196)
    canvas.paint(row: 3, column: 0, side: 1, color: 21)
    var screen = Screen(Size(columns: 1, rows: 2))
    canvas.draw(on: &screen, row: 0, column: 0)
    #expect(screen.text == "| |\n|▀|\n")
    #expect(screen.paletteDump == "0 0-0: - on 16\n1 0-0: 196 on -\n")
  }

  @Test(arguments: [
    (0.0, ""), (0.01, "▏"), (0.5, "██"), (0.59, "██▍"), (1.0, "████"), (7.0, "████"),
  ])
  func barsAreExactToAnEighth(_ share: Double, bar: String) {
    #expect(Bar.filled(share, columns: 4, hasBlocks: true) == bar)
  }

  @Test func stackedBarsHaveTheLengthOfTheWhole() {
    for total in [3.0, 3.3, 7.0] {
      let bar = Bar.stacked(
        [1, 1, 1], of: total, columns: 20, letters: ["a", "b", "c"], styles: [.plain])
      #expect(bar.columns == Int((3 / total * 20).rounded()))
    }
  }

  @Test func rampsGrowLighterAndTakeEveryValue() {
    for ramp in [ColorRamp.viridis, .cividis, .grey] {
      let luminances = ramp.levels.map(luminance)
      #expect(zip(luminances, luminances.dropFirst()).allSatisfy(<))
      #expect(ramp.level(of: -1) == 0 && ramp.level(of: .nan) == 0)
      #expect(ramp.level(of: 0.95) == 9 && ramp.level(of: 1) == 9 && ramp.level(of: 5) == 9)
    }
    #expect(LumaRamp.character(of: 0) == " " && LumaRamp.character(of: 1) == "@")
  }

  /// Relative luminance, as lightness is computed from.
  private func luminance(_ index: UInt8) -> Double {
    let color = Palette.rgb(index)
    func linear(_ value: UInt8) -> Double { pow((Double(value) / 255 + 0.055) / 1.055, 2.4) }
    return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue)
  }

  @Test func longTextIsShortenedOrWrapped() {
    #expect("abcdefgh".shortened(to: 5) == "ab…gh")
    #expect("abc".shortened(to: 3) == "abc" && "abc".shortened(to: 0) == "")
    #expect("one two three".wrapped(to: 7) == ["one two", "three"])
    #expect("wordlonger x".wrapped(to: 4) == ["word", "x"])
  }

  @Test func textFromFilesIsEscapedBeforeItIsMeasured() {
    let text = StyledText("a\u{1B}b")
    #expect(text.text == "a\\u{1B}b" && text.columns == 8)
  }
}
