import Images
import Testing
import VisionTransformers

@Suite struct TokenColorsTests {
  @Test func aTokenHasTheRoundedMeanColourOfItsPixels() {
    let image = Image(
      width: 4, height: 2,
      pixels: [
        255, 0, 10, 254, 0, 20, 1, 2, 3, 1, 2, 3,
        255, 0, 30, 255, 1, 41, 1, 2, 3, 1, 2, 5,
      ])
    #expect(
      image.meanColors(on: TokenGrid(rows: 1, columns: 2)) == [
        RGB(red: 255, green: 0, blue: 25), RGB(red: 1, green: 2, blue: 4),
      ])
  }

  @Test func aGridFinerThanThePictureRepeatsPixels() {
    let image = Image(width: 2, height: 1, pixels: [1, 2, 3, 4, 5, 6])
    let (left, right) = (RGB(red: 1, green: 2, blue: 3), RGB(red: 4, green: 5, blue: 6))
    #expect(
      image.meanColors(on: TokenGrid(rows: 2, columns: 4))
        == [left, left, right, right, left, left, right, right])
  }
}
