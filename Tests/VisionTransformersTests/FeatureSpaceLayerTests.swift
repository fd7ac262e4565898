import Tensors
import Testing
import VisionTransformers

/// The feature-space layer of bilateral blocks, in a small network.
@Suite struct FeatureSpaceLayerTests {
  @Test func aBlockHasALayerOfEachKindInTheOrderInWhichTheyRun() throws {
    let spec = try spec()
    let report = try #require(try run(spec).first)
    #expect(report.attention.map(\.space) == [.image, .feature])
    #expect(spec.stages[0].blocks[0].attention.map(\.space) == [.image, .feature])
    #expect(
      spec.stages[0].blocks[0].attention.map(\.mechanism.name) == ["cross-shaped", "feature-space"])
  }

  @Test func theClustersAreThoseOfTheQueriesOfEachHead() throws {
    for report in try run(spec()).dropLast() {
      let record = try #require(report.attention.first { $0.space == .feature })
      let features = try #require(record.features)
      #expect(features.source == .run)
      #expect(features.headCount == record.pattern.heads)
      let queries = TokenFeatures(
        source: .run, channels: features.channels,
        heads: (0..<features.headCount).map { features[$0] })
      #expect(queries.clusters(leafSize: 49) == features.clusters(leafSize: 49))
      #expect(features.clusters(leafSize: 49)[0] != features.clusters(leafSize: 49)[1])
    }
  }

  @Test func thePatternOfARunIsTheMechanismsForItsQueries() throws {
    for report in try run(spec()) {
      let record = try #require(report.attention.first { $0.space == .feature })
      let context = BlockContext(
        grid: report.grid, heads: record.pattern.heads, features: record.features)
      #expect(try FeatureSpaceAttention().pattern(for: context) == record.pattern)
    }
  }

  @Test func aRecordOutlivesTheNextRun() throws {
    let pool = ThreadPool(threads: 2)
    let pass = ForwardPass(
      try Backbone(spec(), parameters: SeededParameters(), pool: pool), pool: pool)
    pass.begin(try pixels(seed: 1))
    let record = try #require(pass.step()?.attention[1])
    let features = try #require(record.features)
    let (row, queries) = (record.row(of: 100, head: 0), features[0])
    for seed in 2...4 {
      pass.begin(try pixels(seed: UInt64(seed)))
      #expect(pass.step()?.attention[1].row(of: 100, head: 0) != row)
    }
    #expect(record.row(of: 100, head: 0) == row)
    #expect(features[0] == queries)
  }

  @Test func clustersThatAreGivenAreTaken() throws {
    var spec = try spec()
    var layer = try #require(
      spec.stages[1].blocks[0].sublayers[1] as? FeatureSpaceLocalAttentionSpec)
    let tree = ClusterTree(leaves: Array((0..<784).reversed()), leafSize: 49)
    layer.clusters = Array(repeating: tree, count: layer.heads)
    spec.stages[1].blocks[0].sublayers[1] = layer
    let record = try run(spec)[1].attention[1]
    #expect(record.pattern.branches.allSatisfy { $0.groups.flatMap(\.queries) == tree.tokens })
    #expect(record.features?.clusters(leafSize: 49) == layer.clusters)
  }

  @Test func aLoneClusterCountsItsFirstTokensTwiceUnlessToldOtherwise() throws {
    let twice = try #require(try run(spec()).last?.attention[1])
    let once = try #require(try run(spec(loneCluster: .noOverlap)).last?.attention[1])
    #expect(twice.pattern.pairCount == 8 * 49 * 69)
    #expect(once.pattern.pairCount == 8 * 49 * 49)
    #expect(twice.features == nil)
    for (head, token) in [(0, 0), (3, 17), (7, 48)] {
      let counted = try #require(twice.row(of: token, head: head))
      let plain = try #require(once.row(of: token, head: head))
      #expect(counted.keys == Array(0..<49))
      #expect(plain.keys == Array(0..<49))
      let doubled = plain.weights.enumerated().map { $0.offset < 20 ? 2 * $0.element : $0.element }
      let total = doubled.reduce(0, +)
      for (found, expected) in zip(counted.weights, doubled) {
        #expect(abs(found - expected / total) < 1e-5)
      }
    }
  }

  @Test func theOptionChangesTheCostOfTheLastStageAlone() throws {
    let twice = try spec().audit().cost
    let once = try spec(loneCluster: .noOverlap).audit().cost
    #expect(twice.total - once.total == 2 * 49 * 20 * 128)
  }

  private func spec(
    loneCluster: FeatureSpaceAttention.LoneCluster = .pairDuplicate
  ) throws -> BackboneSpec {
    try BOATCSWinTransformer.spec(
      CSWinTransformer.Configuration(width: 16, depths: [1, 1, 1, 1], heads: [2, 2, 4, 8]),
      name: "small", input: PixelSize(square: 224), classes: 10, loneCluster: loneCluster)
  }

  private func run(_ spec: BackboneSpec) throws -> [BlockReport] {
    let pool = ThreadPool(threads: 2)
    let pass = ForwardPass(
      try Backbone(spec, parameters: SeededParameters(), pool: pool), pool: pool)
    pass.begin(try pixels(seed: 1))
    return Array(sequence(state: pass) { $0.step() })
  }

  private func pixels(seed: UInt64) throws -> Matrix {
    Matrix(try SeededParameters(seed: seed).tensor(named: "pixels", shape: [224 * 224, 3]))
  }
}
