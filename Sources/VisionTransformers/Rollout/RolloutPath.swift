/// Where tokens mix on the way from the pixels through the blocks of a network, first to last.
public struct RolloutPath: Sendable {
  /// One block, with what comes before it.
  public struct Block: Sendable {
    public let address: BlockAddress
    /// The grid of the tokens after the block.
    public let grid: TokenGrid
    public let prefixCount: Int
    /// First to last: the step between stages, and the parts of the block.
    public let steps: [RolloutStep]
  }

  /// Height and width of the picture in pixels.
  public let input: PixelSize
  /// What the tokens of the first grid are made from: pixels.
  public let stem: TokenFootprint
  /// Prefix tokens of the first stage.
  public let basePrefixCount: Int
  public let blocks: [Block]

  /// The grid of the first stage, whose tokens everything is counted in.
  public var base: TokenGrid { stem.coarse }

  /// The path through a network by its geometry.
  ///
  /// - Parameters:
  ///   - spec: The network.
  ///   - features: What mechanisms go by whose pattern follows from features, on a grid; asked once
  ///     for each grid, and only where it is needed.
  /// - Throws: ``ModelError`` where a mechanism does not fit, or needs features that are not there.
  public init(
    _ spec: BackboneSpec, features: @escaping (TokenGrid) -> TokenFeatures? = { _ in nil }
  ) throws(ModelError) {
    var library = RolloutPatterns(features: features)
    try self.init(spec, addresses: spec.addresses) { layer, _, _ throws(ModelError) in
      (try library.pattern(of: layer), nil)
    }
  }

  /// The path through the blocks of a network that were run.
  ///
  /// - Parameters:
  ///   - spec: The network.
  ///   - reports: What its first blocks did, or all of them, in order.
  /// - Precondition: The reports are of this network.
  /// - Throws: ``ModelError`` where a mechanism does not fit.
  public init(_ spec: BackboneSpec, reports: [BlockReport]) throws(ModelError) {
    let addresses = Array(spec.addresses.prefix(reports.count))
    precondition(
      reports.map(\.address) == addresses, "\(reports.count) reports are not of the first blocks")
    try self.init(spec, addresses: addresses) { _, block, layer throws(ModelError) in
      let record = reports[block].attention[layer]
      return (record.pattern, record)
    }
  }

  /// The path through some blocks, whose attention layers are looked up.
  ///
  /// - Parameters:
  ///   - spec: The network.
  ///   - addresses: Its first blocks.
  ///   - attention: Pattern and weights of an attention layer, by the places of its block and of the
  ///     layer in it.
  /// - Throws: What `attention` throws.
  private init(
    _ spec: BackboneSpec, addresses: [BlockAddress],
    attention: (_ layer: AttentionLayerSpec, _ block: Int, _ layer: Int) throws(ModelError) -> (
      AttentionPattern, AttentionRecord?
    )
  ) throws(ModelError) {
    var blocks: [Block] = []
    for (index, address) in addresses.enumerated() {
      let stage = spec.stages[address.stage]
      var (steps, layer) = (Self.entry(to: address, of: spec), 0)
      for mixing in spec[address].sublayers.flatMap(\.mixing) {
        switch mixing {
        case .attention(let geometry):
          let (pattern, record) = try attention(geometry, index, layer)
          steps.append(.attention(RolloutAttention(pattern, record: record)))
          layer += 1
        case .attentionInTurn(let geometry, let stride):
          let (pattern, record) = try attention(geometry, index, layer)
          steps.append(
            .attention(
              RolloutAttention(pattern, record: record, isInTurn: true, stride: stride)))
          layer += 1
        case .exchange(let groups): steps.append(.exchange(groups: groups))
        }
      }
      blocks.append(
        Block(address: address, grid: stage.grid, prefixCount: stage.prefixCount, steps: steps))
    }
    input = spec.input
    stem = spec.stem.footprint(from: spec.input.grid)
    basePrefixCount = spec.stages.first?.prefixCount ?? 0
    self.blocks = blocks
  }

  /// The step between stages, where a block begins with one.
  private static func entry(to address: BlockAddress, of spec: BackboneSpec) -> [RolloutStep] {
    guard address.block == 0, address.stage > 0 else { return [] }
    let before = spec.stages[address.stage - 1]
    return spec.stages[address.stage].downsampling.map {
      [.source($0.footprint(from: before.grid), prefixCount: before.prefixCount)]
    } ?? []
  }
}

/// Patterns by geometry, and the features that some follow from, each made once.
private struct RolloutPatterns {
  let features: (TokenGrid) -> TokenFeatures?
  private var known: [TokenGrid: TokenFeatures] = [:]
  private var patterns: [String: AttentionPattern] = [:]

  init(features: @escaping (TokenGrid) -> TokenFeatures?) { self.features = features }

  mutating func pattern(of layer: AttentionLayerSpec) throws(ModelError) -> AttentionPattern {
    let key = "\(layer.mechanism) \(layer.context.grid) \(layer.context.heads)"
    if let pattern = patterns[key] { return pattern }
    let pattern = try make(layer)
    patterns[key] = pattern
    return pattern
  }

  private mutating func make(_ layer: AttentionLayerSpec) throws(ModelError) -> AttentionPattern {
    do {
      return try layer.pattern()
    } catch {
      let grid = layer.context.grid
      guard case .featuresNeeded = error, let features = known[grid] ?? features(grid) else {
        throw error
      }
      known[grid] = features
      var layer = layer
      layer.context.features = features
      return try layer.pattern()
    }
  }
}
