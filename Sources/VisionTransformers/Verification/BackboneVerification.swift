public import Tensors

/// Verifies the attention layers of a backbone, one at a time: see ``LayerVerification``.
public struct BackboneVerification: Sendable {
  public let spec: BackboneSpec
  private let sublayer:
    @Sendable (_ address: BlockAddress, _ index: Int) throws(ModelError) -> any Sublayer

  /// Makes the layers as they are needed, and nothing else of the backbone.
  public init(_ spec: BackboneSpec, parameters: any ParameterSource) {
    self.spec = spec
    sublayer = { address, index throws(ModelError) in
      let block = spec[address]
      return try block.sublayers[index].make(ParameterScope(parameters)[block.name])
    }
  }

  /// Takes the layers of a backbone that is there.
  public init(_ backbone: Backbone) {
    spec = backbone.spec
    sublayer = { address, index throws(ModelError) in
      let before = backbone.spec.stages[..<address.stage].reduce(0) { $0 + $1.blocks.count }
      return backbone.blocks[before + address.block].sublayers[index]
    }
  }

  /// Verifies one attention layer.
  ///
  /// - Parameters:
  ///   - address: The block.
  ///   - layer: The layer among the block's attention layers.
  ///   - record: A run of the layer, whose clusters and sampled points are taken; without one, and
  ///     without features, clusters are those of queries from a seed, and offsets are zero.
  ///   - features: What the clusters follow from, where there is no record.
  ///   - queries: Which queries to compare.
  ///   - pool: The threads that share the work.
  ///   - isWanted: Asked now and then.
  /// - Returns: `nil` once it is no longer wanted.
  /// - Throws: ``ModelError`` where the layer cannot be made.
  public func verify(
    _ address: BlockAddress, layer: Int, record: AttentionRecord? = nil,
    features: TokenFeatures? = nil, queries: QuerySelection = .all, pool: ThreadPool,
    while isWanted: () -> Bool = { true }
  ) throws(ModelError) -> LayerVerification? {
    let sublayers = spec[address].sublayers.indices.filter {
      spec[address].sublayers[$0].attention != nil
    }
    guard sublayers.indices.contains(layer),
      var geometry = spec[address].sublayers[sublayers[layer]].attention
    else {
      throw .outOfRange(name: "layer", value: layer, allowed: 0...max(0, sublayers.count - 1))
    }
    let workspace = Workspace(pool: pool)
    if geometry.mechanism.followsFeatures {
      geometry.context.features =
        record?.features ?? features ?? Self.features(of: geometry, in: workspace)
    }
    let pattern = if let record { record.pattern } else { try geometry.pattern() }
    let kernels = try sublayer(address, sublayers[layer]).kernels(
      frozenAs: pattern, in: workspace)
    let heads = kernels.reduce(0) { $0 + $1.headCount }
    guard heads == geometry.context.heads else {
      throw .unreadable(
        reason: "block \(address) cannot be verified: it has \(geometry.context.heads) heads, and "
          + "kernels of \(heads)")
    }
    return LayerVerification(
      geometry, at: address, kernels: kernels,
      exchange: try exchange(after: sublayers[layer], at: address), frozenAs: pattern,
      queries: queries, in: workspace, while: isWanted)
  }

  /// The exchange between prefix tokens that follows a layer at once, if there is one.
  private func exchange(
    after index: Int, at address: BlockAddress
  ) throws(ModelError) -> (sublayer: any Sublayer, width: Int)? {
    let specs = spec[address].sublayers
    guard specs.indices.contains(index + 1),
      specs[index + 1].mixing.contains(where: { if case .exchange = $0 { true } else { false } })
    else { return nil }
    return (try sublayer(address, index + 1), spec.stages[address.stage].width)
  }

  /// Queries from a seed, others in each head, and their clusters.
  private static func features(
    of layer: AttentionLayerSpec, in workspace: Workspace
  ) -> TokenFeatures? {
    guard let mechanism = layer.mechanism as? FeatureSpaceAttention else { return nil }
    let channels = 16
    let queries = (0..<layer.context.heads).map { head in
      Matrix(
        SeededNumbers.tensor(
          named: "queries.\(head)", shape: [layer.context.grid.count, channels], seed: 0))
    }
    return TokenFeatures(
      queries: queries,
      clusters: BalancedClustering.trees(
        of: queries, leafSize: mechanism.leafSize, in: workspace))
  }
}
