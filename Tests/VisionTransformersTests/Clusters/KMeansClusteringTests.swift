import Images
import Testing
import VisionTransformers

/// K-means beside the balanced clusters of BOAT.
@Suite struct KMeansClusteringTests {
  private let grid = TokenGrid(rows: 28, columns: 28)

  @Test("Every head is grouped by its own features, the same way every time")
  func headsHaveTheirOwn() throws {
    let features = ExampleFeatures.heads(2, on: grid, channels: 8)
    let first = try #require(KMeansClustering(of: features, head: 0, clusters: 16))
    #expect(first == KMeansClustering(of: features, head: 0, clusters: 16))
    #expect(first.partition != KMeansClustering(of: features, head: 1, clusters: 16)?.partition)
    #expect(first.partition.sizes.reduce(0, +) == 784)
  }

  /// A red tenth of a blue picture: k-means sets it apart, halves cannot.
  @Test("A small thing of its own colour is a small group, which halving in the middle cannot make")
  func smallThingsAreSmallGroups() throws {
    var pixels: [UInt8] = []
    for row in 0..<28 {
      for column in 0..<28 {
        pixels +=
          row < 9 && column < 9 ? [220, 30, 20] : [20, 40, UInt8(200 + (row + column) % 3)]
      }
    }
    let features = TokenFeatures(
      meanColorsOf: Image(width: 28, height: 28, pixels: pixels), on: grid)
    let found = try #require(KMeansClustering(of: features, head: 0, clusters: 2)).partition
    #expect(found.sizes == [81, 703])
    let halves = TokenPartition(features.clusters(leafSize: 49)[0], level: 1)
    #expect(halves.sizes == [392, 392])
    #expect(found.likeness(in: features, head: 0) > halves.likeness(in: features, head: 0))
    #expect(found.paddedPairCount > halves.paddedPairCount)
  }

  @Test("It is more alike within than balanced clusters of as many groups", arguments: [0, 1])
  func itIsMoreAlike(_ head: Int) throws {
    let features = ExampleFeatures.heads(2, on: grid, channels: 8)
    let tree = features.clusters(leafSize: 49)[head]
    let found = try #require(KMeansClustering(of: features, head: head, clusters: tree.leafCount))
    let balanced = TokenPartition(tree, level: tree.depth)
    #expect(
      found.partition.likeness(in: features, head: head)
        > balanced.likeness(in: features, head: head))
  }

  @Test("Nothing comes once it is not wanted")
  func itStops() {
    let features = ExampleFeatures.heads(1, on: grid)
    #expect(KMeansClustering(of: features, head: 0, clusters: 4, isWanted: { false }) == nil)
  }
}
