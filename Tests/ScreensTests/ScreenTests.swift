import Screens
import Testing

@Suite struct ScreenTests {
  @Test func textIsCutAtTheEdges() {
    var screen = Screen(Size(columns: 6, rows: 3))
    screen.write("abcdefgh", row: 0, column: 3)
    screen.write("abc", row: 1, column: -1)
    screen.write("abc", row: 3, column: 0)
    screen.write("abc", row: -1, column: 0)
    #expect(
      screen.text == """
        |   abc|
        |bc    |
        |      |

        """)
  }

  @Test func textStaysInItsArea() {
    var screen = Screen(Size(columns: 6, rows: 2))
    let area = Rect(row: 0, column: 1, columns: 3, rows: 1)
    let end = screen.write("abcdef", row: 0, column: 0, in: area)
    screen.write("abcdef", row: 1, column: 0, in: area)
    #expect(end == 6)
    #expect(
      screen.text == """
        | bcd  |
        |      |

        """)
  }

  @Test func controlCharactersAreWrittenAsEscapes() {
    var screen = Screen(Size(columns: 24, rows: 2))
    screen.write("a\u{1B}[2Jb\tc\nd\u{202E}", row: 0, column: 0)
    screen.write("日本e\u{301}x\u{301}é👍🏽!", row: 1, column: 0)
    #expect(
      screen.text == #"""
        |a\u{1B}[2Jb\tc\nd\u{202E|
        |??éxé?!                 |

        """#)
  }

  @Test func areasAreFilledAndRestyled() {
    var screen = Screen(Size(columns: 5, rows: 3))
    screen.fill(Rect(row: 1, column: 1, columns: 9, rows: 9), with: Cell("#", style: .bold))
    screen.restyle(Rect(row: -1, column: 3, columns: 1, rows: 3)) { $0.style.isReversed = true }
    #expect(
      screen.text == """
        |     |
        | ####|
        | ####|

        """)
    #expect(
      screen.paletteDump == """
        0 3-3: - on - reversed
        1 1-2: - on - bold
        1 3-3: - on - bold reversed
        1 4-4: - on - bold
        2 1-4: - on - bold

        """)
  }

  @Test func partsAreScreensOfTheirOwn() {
    var screen = Screen(Size(columns: 5, rows: 3))
    screen.write("abcde", row: 0, column: 0)
    screen.write("fghij", row: 1, column: 0)
    let part = screen[Rect(row: 0, column: 3, columns: 3, rows: 2)]
    #expect(part.text == "|de |\n|ij |\n")
    screen[Rect(row: 1, column: 0, columns: 2, rows: 9)] = part
    #expect(
      screen.text == """
        |abcde|
        |dehij|
        |ij   |

        """)
  }

  @Test(arguments: [
    Size(columns: 0, rows: 0), Size(columns: 1, rows: 1), Size(columns: -3, rows: 2),
  ])
  func theSmallestScreensCanBeDrawnOn(size: Size) {
    var screen = Screen(size)
    screen.write("text", row: 0, column: 0, style: .reversed)
    screen.fill(screen.bounds.inset(by: 1), with: Cell("#"))
    screen.restyle(Rect(Size(columns: 9, rows: 9))) { $0.style.isDim = true }
    #expect(screen.text.count == size.rows * (size.columns + 3))
    #expect(screen[5, 5] == Cell())
  }

  @Test func screensAreEqualWhenCellsAndCursorAre() {
    var left = Screen(Size(columns: 2, rows: 1))
    let right = left
    #expect(left == right)
    left.cursor = Position(row: 0, column: 1)
    #expect(left != right)
  }

  @Test func trimmedTextHasNoTrailingSpaces() {
    var screen = Screen(Size(columns: 5, rows: 2))
    screen.write(" ab", row: 0, column: 0)
    #expect(screen.trimmedText == " ab\n\n")
  }
}
