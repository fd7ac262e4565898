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
    try spec.changeSublayers(FeatureSpaceLocalAttentionSpec.self) {
      (layer) throws(ModelError) in
      guard try layer.mechanism.loneTree(on: layer.grid) != nil else { return }
      layer.mechanism.loneCluster = rule
      count += 1
    }
    return count == 0 ? nil : spec
  }
}
