import Tensors
import Testing

@testable import VisionTransformers

@Suite struct ClusteringOperationTests {
  @Test("BOAT's clustering is an operation of its own, in blocks that cluster and in no others")
  func clusteringIsApart() throws {
    let spec = try BackboneCatalog.spec(named: "boat-swin-t")
    #expect(
      spec.operations == [.qkv, .clustering, .attention, .projection, .mlp, .other, .waiting])
    let pool = ThreadPool(threads: 2)
    let backbone = try Backbone(spec, parameters: SeededParameters(), pool: pool)
    let pass = ForwardPass(backbone, pool: pool, isRecording: false)
    let pixels = Matrix(rows: 224 * 224, columns: 3)
    for pixel in 0..<pixels.rows {
      for channel in 0..<3 { pixels[pixel, channel] = Float((pixel * 7 + channel) % 31) / 31 }
    }
    pass.begin(pixels)
    while let report = pass.step() {
      let clusters = spec[report.address].attention.contains { $0.space == .feature }
      let (times, inClusters) = (report.operations, report.featureSpace)
      #expect((report.cost[.clustering] > 0) == clusters)
      #expect((times[.clustering] > 0) == clusters && (inClusters.total > 0) == clusters)
      #expect(inClusters[.clustering] == times[.clustering])
      #expect(inClusters[.attention] < times[.attention])
      #expect(times.total <= report.seconds * 1.001 + pass.headSeconds)
    }
  }

  @Test("Halving the tokens costs 10 multiply-accumulates for each number of a query and level")
  func clusteringIsCounted() throws {
    let cost = try BackboneCatalog.spec(named: "boat-swin-t").audit().cost
    let layers = [(3136, 96, 6, 1), (784, 192, 4, 1), (196, 384, 2, 3)]
    let expected = layers.reduce(0) { $0 + 10 * $1.0 * $1.1 * $1.2 * $1.3 }
    #expect(cost[.clustering] == expected)
  }

  @Test(
    "Models that do not attend in feature space have no clustering", arguments: ["swin-t", "dat-t"])
  func othersHaveNone(model: String) throws {
    let spec = try BackboneCatalog.spec(named: model)
    #expect(!spec.operations.contains(.clustering) && spec.operations.count == 6)
    #expect(try spec.audit().cost[.clustering] == 0)
  }
}
