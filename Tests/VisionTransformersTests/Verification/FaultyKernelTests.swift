import Tensors
import Testing
import VisionTransformers

/// Kernels that do something else than their pattern says are found out.
@Suite struct FaultyKernelTests {
  /// What goes wrong after a kernel has computed.
  enum Fault: Sendable {
    /// A query takes up a value that it must not know.
    case value(of: Int, by: Int)
    /// A query is swayed by a key whose value it does not take up.
    case key(of: Int, by: Int)
    /// A query gets nothing.
    case forgotten(Int)
  }

  @Test("A value that reaches a query it should not is named")
  func aValueLeaks() throws {
    let verdict = try verdict(with: .value(of: 150, by: 3))
    #expect(
      verdict.mismatches == [
        AttentionMismatch(head: 1, query: 3, declaredOnly: [], measuredOnly: [150])
      ])
  }

  @Test("A key that sways a query it should not is found where it is disturbed")
  func aKeyLeaks() throws {
    let verdict = try verdict(with: .key(of: 0, by: 195))
    #expect(
      verdict.mismatches == [
        AttentionMismatch(head: 1, query: 195, declaredOnly: [], measuredOnly: [0])
      ])
  }

  @Test("A query that gets nothing misses its whole region")
  func aQueryIsForgotten() throws {
    let verdict = try verdict(with: .forgotten(17))
    let region = (0..<7).flatMap { row in (0..<7).map { row * 14 + $0 } }
    #expect(
      verdict.mismatches == [
        AttentionMismatch(head: 1, query: 17, declaredOnly: region, measuredOnly: [])
      ])
  }

  @Test("A layer that hands out no kernel is an error, and not in agreement")
  func aLayerWithoutKernelsIsAnError() throws {
    var spec = try BackboneCatalog.spec(named: "swin-t")
    spec.stages[2].blocks[0].sublayers[0] = SilentSpec(base: spec.stages[2].blocks[0].sublayers[0])
    let verification = BackboneVerification(spec, parameters: SeededParameters())
    #expect(throws: ModelError.self) {
      try verification.verify(
        BlockAddress(stage: 2, block: 0), layer: 0, pool: ThreadPool(threads: 1))
    }
  }

  @Test("Without a fault nothing differs")
  func nothingIsFound() throws {
    #expect(try verdict(with: nil).agrees)
  }

  /// The third stage of Swin-T, whose first block has plain windows on 14 × 14 tokens.
  private func verdict(with fault: Fault?) throws -> LayerVerdict {
    var spec = try BackboneCatalog.spec(named: "swin-t")
    let address = BlockAddress(stage: 2, block: 0)
    let sublayer = spec[address].sublayers[0]
    spec.stages[2].blocks[0].sublayers[0] = FaultySpec(base: sublayer, fault: fault)
    let verified = try BackboneVerification(spec, parameters: SeededParameters()).verify(
      address, layer: 0, pool: ThreadPool(threads: 2))
    return try #require(verified).verdict
  }

  private struct FaultySpec: SublayerSpec {
    let base: any SublayerSpec
    let fault: Fault?
    var attention: AttentionLayerSpec? { base.attention }

    func make(_ parameters: ParameterScope) throws(ModelError) -> any Sublayer {
      FaultySublayer(base: try base.make(parameters), fault: fault)
    }
  }

  private struct SilentSpec: SublayerSpec {
    let base: any SublayerSpec
    var attention: AttentionLayerSpec? { base.attention }

    func make(_ parameters: ParameterScope) throws(ModelError) -> any Sublayer {
      SilentSublayer(base: try base.make(parameters))
    }
  }

  private struct SilentSublayer: Sublayer {
    let base: any Sublayer
    var cost: Cost { base.cost }

    func apply(to tokens: TokenState, in workspace: Workspace) -> AttentionRecord? {
      base.apply(to: tokens, in: workspace)
    }
  }

  private struct FaultySublayer: Sublayer {
    let base: any Sublayer
    let fault: Fault?
    var cost: Cost { base.cost }

    func apply(to tokens: TokenState, in workspace: Workspace) -> AttentionRecord? {
      base.apply(to: tokens, in: workspace)
    }

    func kernels(
      frozenAs pattern: AttentionPattern, in workspace: Workspace
    ) -> [any AttentionKernel] {
      base.kernels(frozenAs: pattern, in: workspace).map { FaultyKernel(base: $0, fault: fault) }
    }
  }

  /// The second head goes wrong.
  private struct FaultyKernel: AttentionKernel {
    let base: any AttentionKernel
    let fault: Fault?
    private let head = 1
    var headCount: Int { base.headCount }
    var inputs: (rows: Int, columns: Int) { base.inputs }
    var outputs: (rows: Int, columns: Int) { base.outputs }

    init(base: any AttentionKernel, fault: Fault?) {
      self.base = base
      self.fault = fault
    }

    func columns(
      ofHead head: Int
    ) -> (queries: Range<Int>, keys: Range<Int>, values: Range<Int>) { base.columns(ofHead: head) }

    func outputColumns(ofHead head: Int) -> Range<Int> { base.outputColumns(ofHead: head) }

    func attend(_ qkv: Matrix, into mixed: Matrix, in workspace: Workspace) {
      base.attend(qkv, into: mixed, in: workspace)
      let (inputs, outputs) = (columns(ofHead: head), outputColumns(ofHead: head))
      for channel in 0..<outputs.count {
        let output = outputs.lowerBound + channel
        switch fault {
        case .value(let key, let query):
          mixed[query, output] += qkv[key, inputs.values.lowerBound + channel] / 100
        case .key(let key, let query):
          mixed[query, output] += qkv[key, inputs.keys.lowerBound + channel] / 100
        case .forgotten(let query): mixed[query, output] = 0
        case nil: break
        }
      }
    }
  }
}
