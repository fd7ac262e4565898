import Images
import Testing

@Suite struct CellMeansTests {
  private let image = Image(
    width: 3, height: 2,
    pixels: [
      10, 0, 1, 20, 0, 2, 60, 0, 3,
      30, 0, 4, 40, 0, 5, 80, 0, 6,
    ])

  @Test func aCellOfWholePixelsIsTheirMean() {
    #expect(image.cellMeans(rows: 1, columns: 1) == [40, 0, 3.5])
    #expect(image.cellMeans(rows: 2, columns: 3) == image.pixels.map(Double.init))
    #expect(image.cellMeans(rows: 2, columns: 1) == [30, 0, 2, 50, 0, 5])
  }

  /// The middle pixel belongs to both cells by half.
  @Test func aPixelOnABorderCountsByItsAreaInEachCell() {
    let left = (10 + 30 + (20 + 40) / 2.0) / 3
    let right = (60 + 80 + (20 + 40) / 2.0) / 3
    let means = image.cellMeans(rows: 1, columns: 2)
    #expect(abs(means[0] - left) < 1e-12 && abs(means[3] - right) < 1e-12)
  }

  @Test func cellsSmallerThanPixelsRepeatThem() {
    let means = image.cellMeans(rows: 4, columns: 6)
    for row in 0..<4 {
      for column in 0..<6 {
        #expect(means[(row * 6 + column) * 3] == Double(image[row / 2, column / 2].red))
      }
    }
  }
}
