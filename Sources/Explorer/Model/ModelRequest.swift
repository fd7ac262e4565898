public import VisionTransformers

/// Which model somebody wants: by name, by what its parameters come from, or both.
public struct ModelRequest: Hashable, Sendable {
  /// A name of the catalogue; nothing for what the checkpoint says.
  public var model: String?
  /// `seeded:0` and the like, a path, `hf:ORG/NAME` or `torch:FILE`.
  public var weights: String
  /// Heads of each stage, where a checkpoint does not tell.
  public var heads: [Int]?
  /// Height and width of the picture; nothing for the model's own.
  public var input: PixelSize?
  /// What clusters without a sibling attend to (BOAT-CSWin's last stage); nothing for the reference
  /// code's way.
  public var loneCluster: FeatureSpaceAttention.LoneCluster?

  public init(
    model: String? = nil, weights: String = "seeded:0", heads: [Int]? = nil,
    input: PixelSize? = nil, loneCluster: FeatureSpaceAttention.LoneCluster? = nil
  ) {
    self.model = model
    self.weights = weights
    self.heads = heads
    self.input = input
    self.loneCluster = loneCluster
  }

  /// Whether the parameters follow from a seed, and are no trained model's.
  public var isSeeded: Bool { weights == "seeded" || weights.hasPrefix("seeded:") }
}
