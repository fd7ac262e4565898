import Screens
import Testing

@Suite struct RectTests {
  let rect = Rect(row: 2, column: 3, columns: 10, rows: 6)

  @Test func stripsAreTakenOffTheEdges() {
    var rest = rect
    #expect(rest.takeTop(1) == Rect(row: 2, column: 3, columns: 10, rows: 1))
    #expect(rest.takeBottom(2) == Rect(row: 6, column: 3, columns: 10, rows: 2))
    #expect(rest.takeLeft(3) == Rect(row: 3, column: 3, columns: 3, rows: 3))
    #expect(rest.takeRight(4) == Rect(row: 3, column: 9, columns: 4, rows: 3))
    #expect(rest == Rect(row: 3, column: 6, columns: 3, rows: 3))
  }

  @Test func askingForTooMuchGivesWhatThereIs() {
    var rest = rect
    #expect(rest.takeTop(9) == rect)
    #expect(rest.isEmpty)
    #expect(rest.takeTop(1).isEmpty)
    #expect(rest.takeBottom(1).isEmpty)
    #expect(rest.takeLeft(-1).isEmpty)
    #expect(rect.inset(by: 3).rows == 0)
    #expect(rect.inset(by: 3).columns == 4)
    #expect(rect.inset(by: 99).isEmpty)
    #expect(Rect(row: 0, column: 0, columns: -4, rows: -1).size == Size(columns: 0, rows: 0))
  }

  @Test func partsAreCountedFromTheRectanglesOwnOrigin() {
    #expect(rect.rows(1..<3) == Rect(row: 3, column: 3, columns: 10, rows: 2))
    #expect(rect.columns(8..<20) == Rect(row: 2, column: 11, columns: 2, rows: 6))
    #expect(rect.rows(7..<9).isEmpty)
    #expect(rect.inset(top: 1, left: 2) == Rect(row: 3, column: 5, columns: 8, rows: 5))
    #expect(rect.inset(bottom: 1, right: 2) == Rect(row: 2, column: 3, columns: 8, rows: 5))
  }

  @Test func intersectionsAreWhatBothContain() {
    let other = Rect(row: 0, column: 8, columns: 20, rows: 4)
    let both = rect.intersection(other)
    for row in 0..<10 {
      for column in 0..<30 {
        #expect(
          both.contains(row: row, column: column)
            == (rect.contains(row: row, column: column) && other.contains(row: row, column: column))
        )
      }
    }
    #expect(rect.intersection(Rect(row: 20, column: 20, columns: 2, rows: 2)).isEmpty)
  }
}
