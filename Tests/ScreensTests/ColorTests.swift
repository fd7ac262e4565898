import Screens
import Testing

@Suite struct ColorTests {
  @Test func colorsBecomeSequencesForTerminals() {
    var screen = Screen(Size(columns: 8, rows: 2))
    screen.write("a", row: 0, column: 0)
    screen.write(
      "bc", row: 0, column: 1, style: Style(foreground: .palette(227), background: .palette(53)))
    screen.write("d", row: 0, column: 3, style: Style(foreground: .palette(1), isBold: true))
    screen.write(
      "e", row: 1, column: 0,
      style: Style(background: .palette(12), isDim: true, isUnderlined: true, isReversed: true))
    let visible = screen.ansi.replacing("\u{1B}", with: "^")
    #expect(
      visible == """
        a^[38;5;227;48;5;53mbc^[0m^[1;31md^[0m    
        ^[2;4;7;104me^[0m       

        """)
    #expect(
      screen.paletteDump == """
        0 1-2: 227 on 53
        0 3-3: 1 on - bold
        1 0-0: - on 12 dim underlined reversed

        """)
  }

  @Test func aScreenWithoutColumnsHasLinesAllTheSame() {
    #expect(Screen(Size(columns: 0, rows: 0)).ansi == "")
    #expect(Screen(Size(columns: 2, rows: 2)).ansi == "  \n  \n")
  }

  @Test func colorsAreReducedToTheNearestThatThereAre() {
    #expect(Color.palette(196).reduced(to: .eight) == .palette(1))
    #expect(Color.palette(196).reduced(to: .sixteen) == .palette(9))
    #expect(Color.palette(21).reduced(to: .eight) == .palette(4))
    #expect(Color.palette(231).reduced(to: .eight) == .palette(7))
    #expect(Color.palette(232).reduced(to: .eight) == .palette(0))
    #expect(Color.palette(3).reduced(to: .eight) == .palette(3))
    #expect(Color.palette(196).reduced(to: .palette256) == .palette(196))
    #expect(Color.palette(196).reduced(to: .none) == .terminal)
    #expect(Color.terminal.reduced(to: .eight) == .terminal)
  }

  @Test func everyColorOfTheCubeIsNearestToItself() {
    for index in UInt8(16)...255 {
      let (red, green, blue) = Palette.rgb(index)
      let nearest = Palette.nearest(red: red, green: green, blue: blue)
      #expect(Palette.rgb(nearest) == (red, green, blue), "colour \(index) becomes \(nearest)")
    }
  }

  @Test func nearestColorsAreTheNearestOfAll() {
    for red in stride(from: UInt8(0), through: 250, by: 25) {
      for green in stride(from: UInt8(0), through: 250, by: 25) {
        for blue in stride(from: UInt8(0), through: 250, by: 25) {
          let found = distance(
            Palette.nearest(red: red, green: green, blue: blue), red, green, blue)
          let best = (UInt8(16)...255).map { distance($0, red, green, blue) }.min() ?? 0
          #expect(found == best, "\(red) \(green) \(blue)")
        }
      }
    }
  }

  private func distance(_ index: UInt8, _ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Int {
    let color = Palette.rgb(index)
    let differences = [(color.red, red), (color.green, green), (color.blue, blue)]
      .map { Int($0.0) - Int($0.1) }
    return 3 * differences[0] * differences[0] + 6 * differences[1] * differences[1]
      + differences[2] * differences[2]
  }

  @Test func charactersAreReducedToASCII() {
    var screen = Screen(Size(columns: 16, rows: 1))
    screen.write("┌─┐│▀█≡∪→×µ…é⠿", row: 0, column: 0)
    let reduced = screen.reduced(to: TerminalCapabilities(charset: .ascii))
    #expect(reduced.text == "|+-+|'#=u>xu.e?  |\n")
    #expect(screen.reduced(to: TerminalCapabilities()) == screen)
  }

  @Test func aTerminalWithoutColorsKeepsAttributes() {
    var screen = Screen(Size(columns: 2, rows: 1))
    screen.write("a", row: 0, column: 0, style: Style(foreground: .palette(9), isUnderlined: true))
    let reduced = screen.reduced(to: TerminalCapabilities(colors: .none))
    #expect(reduced.paletteDump == "0 0-0: - on - underlined\n")
  }
}
