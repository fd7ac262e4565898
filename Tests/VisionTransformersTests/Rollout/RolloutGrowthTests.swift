import Testing
import VisionTransformers

/// How fast tokens gather the picture in networks of 224 × 224 pixels, by geometry alone.
@Suite struct RolloutGrowthTests {
  /// Effective tokens, and fewest tokens with nine tenths, after the first two blocks of each of the
  /// first three stages and the last blocks of the last two; `nil` where a network has no such block.
  struct Growth: Sendable, CustomTestStringConvertible {
    var model: String
    var sizes: [(effective: Double, n90: Int)?]
    var testDescription: String { model }
  }

  static let growths = [
    Growth(
      model: "swin-t",
      sizes: [
        (13, 40), (71, 118), (296, 317), (627, 643), (1298, 1147), (2314, 2212), (3026, 2686),
        (3133, 2804),
      ]),
    Growth(
      model: "axial",
      sizes: [
        (20, 89), (119, 628), (610, 2021), (1099, 2407), (2013, 2573), (2392, 2661), (3030, 2783),
        (3118, 2802),
      ]),
    Growth(
      model: "cswin-t",
      sizes: [
        (20, 89), nil, (452, 586), (979, 1736), (2302, 2305), (2684, 2446), (2919, 2534),
        (2919, 2534),
      ]),
    Growth(
      model: "pale-t",
      sizes: [
        (53, 579), (361, 730), (1780, 1965), (2349, 2290), (2939, 2607), (2991, 2618),
        (3023, 2629), (3023, 2629),
      ]),
  ]

  @Test(arguments: growths)
  func evenWeightsGatherTokensAsFastAsTheGeometryLets(_ growth: Growth) throws {
    let spec = try Self.spec(growth.model)
    let path = try RolloutPath(spec)
    let sizes = path.sizes(of: path.tokens(over: nil), .uniform)
    let wanted = [(0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1), (2, -1), (3, -1)]
    for ((stage, block), expected) in zip(wanted, growth.sizes) {
      guard let expected else { continue }
      let address = BlockAddress(
        stage: stage, block: block < 0 ? spec.stages[stage].blocks.count - 1 : block)
      let found = try #require(sizes.first { $0.address == address })
      let size = found.size
      #expect(abs(size.effectiveTokens - expected.effective) <= 1, "\(address)")
      #expect(size.n90 == expected.n90, "\(address)")
      #expect(found.outside == 0)
    }
  }

  @Test(arguments: [
    ("swin-t", [1.56, 5.49, 19.14, 35.25, 76.56, 87.89, 100], 7),
    ("axial", [3.54, 100], 2), ("cswin-t", [3.54, 100], 2), ("pale-t", [23.44, 100], 2),
  ])
  func reachIsFullAfterSoManyBlocks(_ model: String, _ means: [Double], _ full: Int) throws {
    let path = try RolloutPath(Self.spec(model))
    let reach = path.reach(of: path.tokens(over: nil))
    #expect(reach.prefix(means.count).map { ($0.meanShare * 1e4).rounded() / 100 } == means)
    #expect(reach.firstIndex(where: \.isFull) == full - 1)
    #expect(reach.dropFirst(full).allSatisfy { $0.isFull && $0.meanShare == 1 })
  }

  @Test func theMiddleOfSwinSeesEverythingABlockBeforeItsBorders() throws {
    let path = try RolloutPath(Self.spec("swin-t"))
    let reach = path.reach(of: path.tokens(over: nil)).prefix(7)
    #expect(reach.map { $0.tokenShare * 100 } == [1.5625, 6.25, 25, 56.25, 76.5625, 100, 100])
    #expect(reach.map(\.isFull) == [false, false, false, false, false, false, true])
  }

  /// A model of the catalogue, or Swin-T with axial attention in every block.
  private static func spec(_ name: String) throws -> BackboneSpec {
    guard name == "axial" else { return try BackboneCatalog.spec(named: name) }
    var spec = try BackboneCatalog.spec(named: "swin-t")
    for address in spec.addresses {
      var attention = try #require(
        spec[address].sublayers.first as? MultiHeadAttentionSpec)
      attention.geometry = AttentionLayerSpec(
        AxialAttention(),
        context: BlockContext(grid: attention.geometry.context.grid, heads: 2))
      spec.stages[address.stage].blocks[address.block].sublayers[0] = attention
    }
    return spec
  }
}
