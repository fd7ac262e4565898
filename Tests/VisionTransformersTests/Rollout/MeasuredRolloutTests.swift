import Tensors
import Testing
import VisionTransformers

/// Rollout with the weights of a run.
@Suite struct MeasuredRolloutTests {
  /// The path through the first blocks of a network, run on a made-up picture.
  private static func path(_ model: String, blocks: Int) throws -> RolloutPath {
    let spec = try BackboneCatalog.spec(named: model)
    let pool = ThreadPool(threads: 1)
    let backbone = try Backbone(spec, parameters: SeededParameters(seed: 0), pool: pool)
    let pass = ForwardPass(backbone, pool: pool)
    let pixels = Matrix(rows: spec.input.height * spec.input.width, columns: 3)
    for row in 0..<pixels.rows {
      for column in 0..<3 { pixels[row, column] = Float((row * 7 + column * 13) % 101) / 50 - 1 }
    }
    pass.begin(pixels)
    return try RolloutPath(spec, reports: (0..<blocks).compactMap { _ in pass.step() })
  }

  @Test(
    "shares sum to one on every level, and lie within what can be reached",
    arguments: [
      ("swin-t", 3), ("pale-t", 3), ("cswin-t", 2), ("deit-ti-distilled", 2), ("pvt-ti", 3),
      ("msg-t", 3), ("boat-swin-t", 2), ("dat-t", 2), ("axial26s", 1),
    ])
  func sums(_ model: String, _ blocks: Int) throws {
    let path = try Self.path(model, blocks: blocks)
    #expect(path.blocks.count == blocks)
    let tokens = path.tokens(over: (5, 6))
    let (measured, uniform) = (
      try #require(RolloutGrowth(of: tokens, along: path, .measured, focusingOn: blocks - 1)),
      try #require(RolloutGrowth(of: tokens, along: path, .uniform, focusingOn: blocks - 1))
    )
    for level in measured.focus.levels {
      let sum = level.mass.total + level.mass.outside + level.mass.prefixTokens.reduce(0, +)
      #expect(abs(sum - 1) < 1e-9)
    }
    for (depth, even) in zip(measured.depths, uniform.depths) {
      let reachable = even.base.support
      #expect(depth.base.support.allSatisfy(reachable.contains))
      #expect(depth.rollout.size.effectiveTokens <= Double(depth.base.support.count) + 1e-6)
    }
  }

  /// `½ · own + ½ · mean over heads of the weights`, straight from the definition.
  @Test(
    "after one block a share is half the mean weight of the heads", arguments: ["swin-t", "pale-t"])
  func oneBlock(_ model: String) throws {
    let path = try Self.path(model, blocks: 1)
    guard case .attention(let layer) = try #require(path.blocks[0].steps.last) else {
      Issue.record("the block has no attention")
      return
    }
    let record = try #require(layer.record)
    let token = path.base[30, 17]
    let rows = record.rows(of: token)
    var expected = [Double](repeating: 0, count: path.base.count)
    expected[token] = 0.5
    for row in rows {
      for (key, weight) in zip(row.keys, row.weights) {
        expected[key] += 0.5 * Double(weight) / Double(rows.count)
      }
    }
    let rollout = Rollout(
      of: .init(token, after: path.blocks[0].address), along: path, .measured)
    for (key, share) in expected.enumerated() where abs(rollout.base[key] - share) > 1e-6 {
      Issue.record("key \(key)")
    }
  }
}
