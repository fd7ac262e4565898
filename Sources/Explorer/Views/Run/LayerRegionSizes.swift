import VisionTransformers

/// How large the regions of every attention layer are, in the order in which the layers run.
struct LayerRegionSizes: Sendable {
  /// What the sizes follow from.
  struct Key: Hashable, Sendable {
    let model: ModelRequest
    /// The layers whose regions follow from what a run computes, as far as they have run.
    let layersThatRan: [Int]
  }

  let key: Key
  /// Nothing where a layer's regions follow from features, and it has not run yet.
  let sizes: [RegionSizes?]
}

extension Session {
  var regionSizesKey: LayerRegionSizes.Key {
    LayerRegionSizes.Key(
      model: opened.request,
      layersThatRan: geometry.layers.indices.filter {
        geometry.layers[$0].followsRun && run.reports[geometry.layers[$0].address] != nil
      })
  }

  /// Counts the regions of all layers; those that are alike are counted once.
  mutating func countRegions() -> BackgroundWork {
    let key = regionSizesKey
    let layers = geometry.layers.map { layer in
      (layer: layer, record: layer.followsRun ? pattern(of: layer) : nil)
    }
    return background("counting the regions of \(spec.name)") { context in
      var known: [PatternLibrary.Identity: RegionSizes] = [:]
      var sizes: [RegionSizes?] = []
      for (layer, record) in layers {
        guard context.isWanted() else { break }
        if let record {
          sizes.append(RegionSizes(of: record))
        } else if let have = known[layer.identity] {
          sizes.append(have)
        } else {
          let pattern = try? layer.spec.mechanism.pattern(for: layer.spec.context)
          let made = pattern.map { RegionSizes(of: $0) }
          known[layer.identity] = made
          sizes.append(made)
        }
      }
      return LayerRegionSizes(key: key, sizes: sizes)
    }
  }

  /// Who attended to whom in the run.
  private func pattern(of layer: ModelGeometry.Layer) -> AttentionPattern? {
    guard let records = run.reports[layer.address]?.attention,
      records.indices.contains(layer.index)
    else { return nil }
    return records[layer.index].pattern
  }
}

extension ModelGeometry.Layer {
  /// Whether who attends to whom is known only after a run.
  fileprivate var followsRun: Bool {
    spec.mechanism is FeatureSpaceAttention || spec.mechanism is SharedDeformableAttention
  }
}
