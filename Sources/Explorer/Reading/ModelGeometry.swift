import VisionTransformers

/// The attention layers of a model in the order in which they run.
struct ModelGeometry: Sendable {
  struct Layer: Sendable {
    let address: BlockAddress
    /// Which of the block's attention layers.
    let index: Int
    let spec: AttentionLayerSpec
    let identity: PatternLibrary.Identity
  }

  let layers: [Layer]
  /// Whether regions of some layer follow from features, and so from the run.
  let followsFeatures: Bool

  init(of spec: BackboneSpec) {
    layers = spec.addresses.flatMap { address in
      spec[address].attention.enumerated().map { index, layer in
        Layer(
          address: address, index: index, spec: layer,
          identity: PatternLibrary.Identity(
            layer.mechanism, grid: layer.context.grid, heads: layer.context.heads))
      }
    }
    followsFeatures = layers.contains { $0.spec.space == .feature }
  }

  /// The place of a layer in the order.
  func position(of address: BlockAddress, layer: Int) -> Int? {
    layers.firstIndex { $0.address == address && $0.index == layer }
  }
}
