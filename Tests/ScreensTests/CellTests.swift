import Screens
import Testing

@Suite struct CellTests {
  @Test(
    arguments: [
      ("a", "a"), ("é", "é"), ("e\u{301}", "é"), ("x\u{301}", "x"), ("▀", "▀"), ("≡", "≡"),
      ("⣿", "⣿"),
      ("日", "?"), ("👍", "?"), ("🇩🇪", "?"), ("☔", "?"), ("❤\u{FE0F}", "?"), ("א", "?"), ("ﷺ", "?"),
      ("\u{1B}", "?"), ("\n", "?"), ("\u{7F}", "?"), ("\u{9B}", "?"), ("\u{200B}", "?"),
      ("\u{301}", "?"), ("\u{A0}", " "), ("\u{AD}", "?"), ("ｱ", "?"), ("Ａ", "?"),
    ] as [(Character, Character)])
  func onlyCharactersOfOneColumnAreDrawn(given: Character, drawn: Character) {
    #expect(Cell(given).character == drawn)
    var cell = Cell()
    cell.character = given
    #expect(cell == Cell(drawn))
  }

  @Test func cellsAreSmall() {
    #expect(MemoryLayout<Cell>.size <= 12)
  }

  @Test(arguments: [
    ("plain é 日", "plain é 日"), ("a\nb", #"a\nb"#), ("\t\r", #"\t\r"#),
    ("\u{1B}[31m", #"\u{1B}[31m"#), ("\u{9B}31m", #"\u{9B}31m"#), ("\u{7F}", #"\u{7F}"#),
    ("a\u{202E}b", #"a\u{202E}b"#), ("\u{2028}", #"\u{2028}"#), ("\r\n", #"\r\n"#), ("", ""),
  ])
  func whatCouldSteerATerminalIsEscaped(text: String, escaped: String) {
    #expect(text.escapingControls == escaped)
    #expect(escaped.escapingControls == escaped)
  }
}
