import Images
import Testing
import VisionTransformers

@Suite struct TokenFeaturesTests {
  /// The middle pixels count half in each of the two tokens.
  @Test func aTokenHasTheMeanColourOfItsPixels() {
    let image = Image(
      width: 3, height: 2,
      pixels: [
        255, 0, 0, 10, 20, 30, 30, 40, 50,
        0, 255, 0, 50, 60, 70, 70, 80, 90,
      ])
    let features = TokenFeatures(meanColorsOf: image, on: TokenGrid(rows: 1, columns: 2))
    #expect(features.source == .picture)
    #expect(features.channels == 3)
    #expect(features.tokenCount == 2)
    let sums: [Float] = [285, 295, 50, 130, 160, 190]
    let expected = sums.enumerated().map { index, sum in
      (sum / 3 / 255 - Preprocessing.imageNetMean[index % 3])
        / Preprocessing.imageNetStandardDeviation[index % 3]
    }
    #expect(zip(features[5], expected).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  @Test func everyPixelBelongsToOneToken() {
    var pixels = [UInt8](repeating: 0, count: 10 * 10 * 3)
    for red in stride(from: 0, to: pixels.count, by: 3) { pixels[red] = 255 }
    let image = Image(width: 10, height: 10, pixels: pixels)
    let features = TokenFeatures(meanColorsOf: image, on: TokenGrid(rows: 7, columns: 3))
    #expect(features.tokenCount == 21)
    for token in 0..<21 {
      #expect(abs(features[0][3 * token] - (1 - 0.485) / 0.229) < 1e-5)
      #expect(abs(features[0][3 * token + 1] + 0.456 / 0.224) < 1e-5)
    }
  }

  @Test func tokensOfLikeColourShareACluster() throws {
    let grid = TokenGrid(rows: 14, columns: 7)
    var pixels: [UInt8] = []
    for row in 0..<14 {
      for _ in 0..<7 { pixels += row % 2 == 0 ? [200, 40, 30] : [20, 60, 180] }
    }
    let image = Image(width: 7, height: 14, pixels: pixels)
    let tree = TokenFeatures(meanColorsOf: image, on: grid).clusters(leafSize: 49)[0]
    for leaf in tree.leaves { #expect(Set(leaf.map { $0 / 7 % 2 }).count == 1) }
  }

  @Test func copiesShareTheirClustersAndEqualFeaturesAreEqual() {
    let grid = TokenGrid(rows: 14, columns: 14)
    let features = ExampleFeatures.heads(2, on: grid)
    let copy = features
    #expect(copy == features)
    #expect(ExampleFeatures.heads(2, on: grid) == features)
    #expect(ExampleFeatures.heads(2, on: grid).hashValue == features.hashValue)
    #expect(ExampleFeatures.heads(1, on: grid) != features)
    #expect(copy.clusters(leafSize: 49) == features.clusters(leafSize: 49))
    #expect(features.clusters(leafSize: 98).map(\.depth) == [1, 1])
  }
}
