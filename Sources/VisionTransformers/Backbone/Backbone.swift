import Synchronization
public import Tensors

/// A backbone with its parameters, ready to run on pictures of one size.
public struct Backbone: Sendable {
  /// One block, with what comes before it.
  struct Block: Sendable {
    let address: BlockAddress
    /// The stem or the downsampling, in the first block of a stage.
    let source: (any TokenSource)?
    let sublayers: [any Sublayer]
    /// What the stem or the downsampling costs.
    let sourceCost: Cost
    let cost: Cost

    init(address: BlockAddress, source: (any TokenSource)?, sublayers: [any Sublayer]) {
      self.address = address
      self.source = source
      self.sublayers = sublayers
      sourceCost = source?.cost ?? Cost()
      cost = sublayers.reduce(sourceCost) { $0 + $1.cost }
    }
  }

  public let spec: BackboneSpec
  let blocks: [Block]
  let head: ClassifierHead

  /// Makes a backbone, its blocks in parallel.
  ///
  /// - Parameters:
  ///   - spec: What to make.
  ///   - parameters: Where its numbers come from.
  ///   - pool: The threads to share the work.
  ///   - progress: Called after each block with how many are done, and how many there are.
  /// - Throws: ``ModelError`` where a parameter is missing or has another shape, or the geometry does
  ///   not fit.
  public init(
    _ spec: BackboneSpec, parameters: any ParameterSource, pool: ThreadPool,
    progress: @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws(ModelError) {
    self.spec = spec
    let root = ParameterScope(parameters)
    let addresses = spec.addresses
    let results = Mutex<[Int: Result<Block, ModelError>]>([:])
    pool.run(addresses.count) { index, _ in
      let block = Result { () throws(ModelError) in
        try Self.block(addresses[index], of: spec, root)
      }
      let done = results.withLock { results in
        results[index] = block
        return results.count
      }
      progress(done, addresses.count)
    }
    let made = results.withLock { $0 }
    var blocks: [Block] = []
    for index in addresses.indices {
      if let block = try made[index]?.get() { blocks.append(block) }
    }
    self.blocks = blocks
    head = try spec.head.make(classes: spec.classes, root)
  }

  private static func block(
    _ address: BlockAddress, of spec: BackboneSpec, _ root: ParameterScope
  ) throws(ModelError) -> Block {
    let stage = spec.stages[address.stage]
    var source: (any TokenSource)?
    if address.block == 0 {
      source =
        address.stage == 0
        ? try spec.stem.make(spec.input, root)
        : try stage.downsampling?.make(from: spec.stages[address.stage - 1].grid, root)
    }
    let block = stage.blocks[address.block]
    var sublayers: [any Sublayer] = []
    for sublayer in block.sublayers { sublayers.chain(try sublayer.make(root[block.name])) }
    return Block(address: address, source: source, sublayers: sublayers)
  }

  /// What a whole forward pass costs.
  public var cost: Cost { blocks.reduce(head.cost) { $0 + $1.cost } }

  /// What each block costs, in order.
  public var blockCosts: [Cost] { blocks.map(\.cost) }
}

extension BackboneSpec {
  /// The parameters that a model asks for, without making one.
  ///
  /// - Throws: ``ModelError`` where the geometry does not fit.
  public func audit() throws(ModelError) -> (parameters: ParameterAudit, cost: Cost) {
    let audit = ParameterAudit()
    let backbone = try Backbone(self, parameters: audit, pool: ThreadPool(threads: 1))
    return (audit, backbone.cost)
  }
}
