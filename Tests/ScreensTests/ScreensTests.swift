import Screens
import Testing

@Suite struct ScreenTests {
  @Test func textIsCutAtTheEdges() {
    var screen = Screen(Size(columns: 6, rows: 3))
    screen.write("abcdefgh", row: 0, column: 3)
    screen.write("abc", row: 1, column: -1)
    screen.write("abc", row: 3, column: 0)
    screen.write("abc", row: -1, column: 0)
    #expect(screen.text == "|   abc|\n|bc    |\n|      |\n")
  }

  @Test func textStaysInItsArea() {
    var screen = Screen(Size(columns: 6, rows: 2))
    let area = Rect(row: 0, column: 1, columns: 3, rows: 1)
    let end = screen.write("abcdef", row: 0, column: 0, in: area)
    screen.write("abcdef", row: 1, column: 0, in: area)
    #expect(end == 6)
    #expect(screen.text == "| bcd  |\n|      |\n")
  }
}
