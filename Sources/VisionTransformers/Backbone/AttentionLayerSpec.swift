/// In which space a layer calls tokens near: BOAT's blocks have a layer of each kind.
public enum AttentionSpace: String, Hashable, Sendable, CaseIterable {
  /// Near in the image: windows, stripes, pales.
  case image
  /// Near in feature space: clusters.
  case feature
}

/// One attention layer of a block, as geometry: what is needed to draw its regions.
public struct AttentionLayerSpec: Sendable {
  public var space: AttentionSpace
  public var mechanism: any AttentionMechanism
  public var context: BlockContext

  public init(
    _ mechanism: any AttentionMechanism, context: BlockContext, space: AttentionSpace = .image
  ) {
    self.space = space
    self.mechanism = mechanism
    self.context = context
  }

  /// Who attends to whom.
  ///
  /// - Throws: ``ModelError`` where the mechanism does not fit, or needs features that are not there.
  public func pattern() throws(ModelError) -> AttentionPattern {
    try mechanism.pattern(for: context)
  }
}
