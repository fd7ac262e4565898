extension BackboneSpec {
  /// The same backbone with another rule for clusters that have no sibling: BOAT (arXiv 2201.13027)
  /// in stages whose tokens are one cluster, as the last of BOAT-CSWin.
  ///
  /// - Parameter rule: What such a cluster attends to besides itself.
  /// - Returns: The backbone; `nil` where it has no such cluster, so that the rule means nothing.
  /// - Throws: ``ModelError`` where tokens do not halve into clusters.
  public func withLoneClusters(
    _ rule: FeatureSpaceAttention.LoneCluster
  ) throws(ModelError) -> BackboneSpec? {
    var spec = self
    var count = 0
    for address in addresses {
      let sublayers = self[address].sublayers
      for (index, sublayer) in sublayers.enumerated() {
        guard var layer = sublayer as? FeatureSpaceLocalAttentionSpec,
          try layer.mechanism.loneTree(on: layer.grid) != nil
        else { continue }
        layer.mechanism.loneCluster = rule
        spec.stages[address.stage].blocks[address.block].sublayers[index] = layer
        count += 1
      }
    }
    return count == 0 ? nil : spec
  }
}
