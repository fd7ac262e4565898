/// BOAT's bilateral blocks (arXiv 2201.13027): a host's blocks, with a feature-space attention layer
/// between the attention of the host and its MLP.
struct BilateralBlocks {
  var mechanism = FeatureSpaceAttention()
  /// The name of the layer norm before the layer.
  var norm: String
  /// The beginning of the names of the layer.
  var layer: String
  /// What the products of queries and keys are multiplied by, where heads are so wide.
  var scale: @Sendable (_ headWidth: Int) -> Float

  /// Adds the layer to some of a host's blocks.
  ///
  /// - Parameters:
  ///   - host: The backbone that gets the layers; all else in it stays the same.
  ///   - isBilateral: Whether a block, by its place in the stage, gets one.
  /// - Throws: ``ModelError/notBalanced(tokens:clusterSize:nearestGrids:)`` where the tokens of such
  ///   a block do not halve into clusters.
  func add(
    to host: inout BackboneSpec, where isBilateral: (_ block: BlockSpec, _ index: Int) -> Bool
  ) throws(ModelError) {
    for address in host.addresses {
      let stage = host.stages[address.stage]
      let block = stage.blocks[address.block]
      guard isBilateral(block, address.block) else { continue }
      _ = try mechanism.depth(on: stage.grid)
      let sublayer = FeatureSpaceLocalAttentionSpec(
        mechanism, grid: stage.grid, heads: stage.heads, width: stage.width, norm: .layer(norm),
        name: layer, scale: scale(stage.width / stage.heads))
      host.stages[address.stage].blocks[address.block].sublayers.insert(
        sublayer, at: block.sublayers.count - 1)
    }
  }
}
