import Explorer
import Tensors

@testable import VisionTransformers

/// Scores as a run might leave them: highest near the token, otherwise in each head.
private struct NearbyScores: AttentionScores {
  let grid: TokenGrid

  func scores(
    of query: Int, head: Int, keys: [Int], in branch: AttentionPattern.Branch
  ) -> [Float] {
    let (row, column) = grid.position(of: query)
    return keys.map { key in
      guard case .token(let token) = branch.keySpace.place(of: key, on: grid) else { return -2 }
      let (keyRow, keyColumn) = grid.position(of: token)
      let distance = abs(keyRow - row) + abs(keyColumn - column)
      return -Float(distance) / Float(6 + 3 * head) + (token % 7 == head ? 1 : 0)
    }
  }

  /// In windows, the part that falls with the distance.
  func positionTerms(
    of query: Int, head: Int, keys: [Int], in branch: AttentionPattern.Branch
  ) -> [Float]? {
    guard branch.name == "window" else { return nil }
    let (row, column) = grid.position(of: query)
    return keys.map { key in
      guard case .token(let token) = branch.keySpace.place(of: key, on: grid) else { return -2 }
      let (keyRow, keyColumn) = grid.position(of: token)
      return -Float(abs(keyRow - row) + abs(keyColumn - column)) / Float(6 + 3 * head)
    }
  }
}

/// Tokens as a block might leave them: like their neighbours, in a few ways.
private func testTokens(on grid: TokenGrid) -> FeatureMap {
  let tokens = Matrix(rows: grid.count, columns: 4)
  for token in 0..<grid.count {
    let (row, column) = grid.position(of: token)
    let (down, right) = (Float(row) / Float(grid.rows), Float(column) / Float(grid.columns))
    tokens[token, 0] = 3 * down - 1
    tokens[token, 1] = right < 0.5 ? 1 : -0.5
    tokens[token, 2] = Float((row / 2 + column / 3) % 3) / 2 - 0.5
    tokens[token, 3] = 0.25 - down * right
  }
  return FeatureMap(grid: grid, tokens: tokens)
}

/// Queries as a run might leave them, different in each head.
private func testFeatures(_ context: BlockContext) -> TokenFeatures {
  TokenFeatures(
    source: .run, channels: 2,
    heads: (0..<context.heads).map { head in
      (0..<2 * context.grid.count).map { Float(($0 * (7 + head) + head) % 61) - 30 }
    })
}

/// What making tokens took, a quarter of it waiting.
private func testSource(seconds: Double) -> SourceReport {
  var operations = OperationTimes()
  operations[.other] = 0.75 * seconds
  operations[.waiting] = 0.25 * seconds
  return SourceReport(seconds: seconds, operations: operations, cost: Cost())
}

/// A report of a block as a run would make it, with times that follow from its number.
func testReport(_ address: BlockAddress, of spec: BackboneSpec) throws -> BlockReport {
  let (stage, block) = (spec.stages[address.stage], spec[address])
  let records = try block.attention.map { layer in
    var context = layer.context
    if layer.space == .feature { context.features = testFeatures(context) }
    return AttentionRecord(
      space: layer.space, pattern: try layer.mechanism.pattern(for: context),
      features: context.features, scores: NearbyScores(grid: context.grid))
  }
  var operations = OperationTimes()
  let scale = Double(stage.grid.count * stage.width) / 3136 / 64 * 1e-3
  operations[.qkv] = 7 * scale
  if records.contains(where: { $0.space == .feature }) { operations[.clustering] = 2 * scale }
  operations[.attention] = 9 * scale + Double(address.block) * 1e-4
  operations[.projection] = 3 * scale
  operations[.mlp] = 12 * scale
  operations[.other] = 1.25 * scale
  operations[.waiting] = 0.75 * scale
  let tokens = stage.grid.count
  let cost = Cost([
    .qkv: 3 * tokens * stage.width * stage.width,
    .attention: 2 * records[0].pattern.pairCount * stage.width / stage.heads,
    .projection: tokens * stage.width * stage.width, .mlp: 8 * tokens * stage.width * stage.width,
  ])
  return BlockReport(
    address: address, grid: stage.grid, width: stage.width, seconds: operations.total,
    operations: operations, cost: cost,
    source: address.block == 0 ? testSource(seconds: scale) : nil,
    attention: records,
    tokenNorms: (0..<tokens).map { 8 + Float(($0 * 37) % 101) / 20 + Float($0) / Float(tokens) },
    features: testTokens(on: stage.grid))
}

let testSummary = RunSummary(
  logits: (0..<1000).map { Float(($0 * 389) % 1000) / 250 }, seconds: 0.761, headSeconds: 0.001,
  peakBytes: 340 << 20, residentBytes: 312 << 20, threads: 2)
