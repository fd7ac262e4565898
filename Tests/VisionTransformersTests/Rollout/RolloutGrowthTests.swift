import Foundation
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

  /// Effective tokens, n50, n90 and the part outside, computed apart from this program: even weights
  /// over dense windows, messengers and means of groups, walked down as vectors.
  @Test("messengers gather as an independent computation says")
  func messengersGather() throws {
    let expected: [(String, Double, Int, Int, Double)] = [
      ("s1b1", 13.06104, 1, 40, 0.01), ("s1b2", 31.60227, 17, 43, 0.015),
      ("s2b1", 300.50765, 86, 281, 0.0175), ("s2b2", 339.38405, 101, 271, 0.01875),
      ("s3b1", 1553.82170, 465, 1263, 0.01984375), ("s3b12", 1612.78045, 469, 1420, 0.02),
      ("s4b1", 2955.41879, 1122, 2593, 0.02), ("s4b4", 3062.04723, 1288, 2689, 0.02),
    ]
    let path = try RolloutPath(Self.spec("msg-t"))
    let sizes = path.sizes(of: path.tokens(over: nil), .uniform)
    for (address, effective, n50, n90, outside) in expected {
      let found = try #require(sizes.first { $0.address.description == address })
      #expect(abs(found.size.effectiveTokens - effective) < 1e-4, "\(address)")
      #expect(found.size.n50 == n50 && found.size.n90 == n90, "\(address)")
      #expect(abs(found.outside - outside) < 1e-6, "\(address)")
    }
  }

  /// Half stays, half is spread over 197: after L blocks `0.5^L` is left of the token itself.
  @Test("a class token takes its even share of every token")
  func theClassTokenTakesItsShare() throws {
    let path = try RolloutPath(Self.spec("deit-ti"))
    let tokens = path.tokens(over: (3, 5))
    let sizes = path.sizes(of: tokens, .uniform)
    let reach = path.reach(of: tokens)
    for (block, (size, reach)) in zip(sizes, reach).enumerated() {
      let spread = (1 - Double(sign: .plus, exponent: -block - 1, significand: 1)) / 197
      #expect(abs(size.outside - spread) < 1e-12)
      let (own, others) = ((1 - 196 * spread) / (1 - spread), spread / (1 - spread))
      let entropy = -own * log(own) - 195 * others * log(others)
      #expect(abs(size.size.effectiveTokens - exp(entropy)) < 1e-6)
      #expect(reach.isFull && reach.tokenShare == 1)
    }
  }

  @Test("a walk that nobody waits for ends early, and one that goes on knows every depth")
  func growthOfAPlace() throws {
    let path = try RolloutPath(Self.spec("swin-t"))
    let tokens = path.tokens(over: (20, 31))
    var asked = 0
    let none = RolloutGrowth(of: tokens, along: path, .uniform, focusingOn: 4) {
      asked += 1
      return asked < 3
    }
    #expect(none == nil && asked == 3)
    let growth = try #require(
      RolloutGrowth(of: tokens, along: path, .uniform, focusingOn: 4))
    #expect(growth.depths.map(\.rollout) == path.sizes(of: tokens, .uniform))
    #expect(growth.depths.map(\.share) == path.reach(of: tokens).map(\.tokenShare))
    let alone = Rollout(of: growth.focus.origin, along: path, .uniform)
    #expect(alone.origin == .init(tokens[4], after: BlockAddress(stage: 2, block: 0)))
    #expect(growth.focus.levels.map(\.mass) == alone.levels.map(\.mass))
    #expect(growth.firstFull == path.reach(of: tokens).first { $0.tokenShare == 1 }?.address)
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
