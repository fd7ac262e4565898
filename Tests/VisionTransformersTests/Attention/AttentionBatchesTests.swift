import Tensors
import Testing

@testable import VisionTransformers

/// Batches of tokens that go through a layer by themselves.
@Suite struct AttentionBatchesTests {
  static let grid = TokenGrid(rows: 14 * ThreadPool.coreCount, columns: 14)

  private func batches(
    _ mechanism: some AttentionMechanism, heads: Int = 2
  ) throws -> (AttentionPattern, AttentionBatches?) {
    let pattern = try mechanism.pattern(for: BlockContext(grid: Self.grid, heads: heads))
    return (pattern, AttentionPlan(pattern, canBatch: true).batches)
  }

  @Test(arguments: [0, 3]) func windowsAttendOnlyInsideTheirBatch(_ shift: Int) throws {
    let (pattern, made) = try batches(ShiftedWindowAttention(size: 7, shift: shift))
    let batches = try #require(made)
    #expect(batches.batches.count % ThreadPool.coreCount == 0)
    #expect(Set(batches.places).count == Self.grid.count)
    for (batch, range) in zip(batches.batches, batches.ranges) {
      #expect(batch.tokens.count == range.count)
      var attended = Set<Int>()
      for task in batch.tasks {
        let queries = (0..<task.queries.count).map { batch.tokens[task.queries[$0]] }
        let keys = (0..<task.keys.count).map { batch.tokens[task.keys[$0]] }
        let group = try #require(pattern.branches[0].group(ofQuery: queries[0]))
        #expect(group.queries == queries && group.keys == keys)
        attended.formUnion(queries)
      }
      #expect(attended == Set((0..<batch.tokens.count).map { batch.tokens[$0] }))
      for place in 0..<batch.tokens.count {
        #expect(Int(batches.places[batch.tokens[place]]) == range.lowerBound + place)
      }
    }
  }

  @Test func batchesAreAboutEquallyLarge() throws {
    let batches = try #require(try batches(ShiftedWindowAttention(size: 7, shift: 3)).1)
    let sizes = batches.ranges.map(\.count)
    #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 16)
  }

  @Test func patternsThatConnectAllTokensMakeNone() throws {
    #expect(try batches(GlobalAttention()).1 == nil)
    #expect(try batches(PaleShapedAttention(rows: 7, columns: 7)).1 == nil)
    #expect(try batches(CrossShapedWindowAttention(stripeWidth: 7)).1 == nil)
  }

  /// Whoever cannot batch must compute the same.
  @Test func aLayerInBatchesEqualsOneInTurn() throws {
    let context = BlockContext(grid: Self.grid, heads: 2)
    let layer = MultiHeadAttentionSpec(
      AttentionLayerSpec(ShiftedWindowAttention(size: 7, shift: 3), context: context), width: 32,
      norm: .layer("norm"), projection: .fused("qkv"),
      position: .relativeBias("bias", window: 7), scale: 0.25)
    let mlp = FeedForwardSpec(
      tokens: Self.grid.count, width: 32, hidden: 64, norm: .layer("norm2"))
    let scope = ParameterScope(SeededParameters(seed: 3))
    var together: [any Sublayer] = []
    for spec in [layer, mlp] as [any SublayerSpec] { together.chain(try spec.make(scope)) }
    #expect(together.count == 1)
    let attention = try #require(together[0] as? MultiHeadAttention)
    #expect(attention.plan.batches != nil)
    let inTurn = MultiHeadAttention(
      space: .image, plan: AttentionPlan(attention.plan.pattern, bias: attention.bias),
      bias: attention.bias, enhancement: nil, norm: attention.norm,
      projection: attention.projection, output: attention.output, zeroToken: nil, width: 32,
      scale: 0.25, nominalPairs: attention.nominalPairs)
    let pool = ThreadPool(threads: 2)
    for isRecording in [false, true] {
      let (first, second) = (state(), state())
      let workspace = Workspace(pool: pool, isRecording: isRecording)
      let records = (
        attention.apply(to: first, in: workspace), inTurn.apply(to: second, in: workspace)
      )
      _ = try #require(attention.next).apply(to: second, in: workspace)
      #expect(first.x.tensor.scalars.count == second.x.tensor.scalars.count)
      #expect(deviation(first.x.tensor, second.x.tensor) < 1e-5)
      #expect((records.0 == nil) == !isRecording)
      for query in [0, 17, 195] where isRecording {
        let (row, other) = (records.0?.rows(of: query), records.1?.rows(of: query))
        #expect(row?.map(\.keys) == other?.map(\.keys))
        for (one, another) in zip(row ?? [], other ?? []) {
          #expect(zip(one.weights, another.weights).allSatisfy { abs($0 - $1) < 1e-6 })
        }
      }
    }
  }

  private func state() -> TokenState {
    let tokens = TokenState(grid: Self.grid, width: 32)
    for row in 0..<tokens.x.rows {
      for column in 0..<32 {
        tokens.x[row, column] = Float((row * 37 + column * 11) % 101) / 50 - 1
      }
    }
    return tokens
  }

  private func deviation(_ a: Tensor, _ b: Tensor) -> Float {
    zip(a.scalars, b.scalars).map { abs($0 - $1) }.max() ?? 0
  }
}
