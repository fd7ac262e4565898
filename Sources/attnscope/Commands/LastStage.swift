import ArgumentParser
import VisionTransformers

/// What the last stage of BOAT-CSWin attends to in feature space, where all tokens are one cluster.
enum LastStage: String, ExpressibleByArgument, CaseIterable {
  case pairDuplicate = "pair-duplicate"
  case noOverlap = "no-overlap"

  /// What the command line says of it.
  static let help: ArgumentHelp =
    """
    For boat-cswin: whether the one cluster of the last stage sees its first 20 tokens twice, as in \
    the reference code (pair-duplicate), or each token once (no-overlap).
    """

  init(_ rule: FeatureSpaceAttention.LoneCluster) {
    switch rule {
    case .pairDuplicate: self = .pairDuplicate
    case .noOverlap: self = .noOverlap
    }
  }

  var rule: FeatureSpaceAttention.LoneCluster {
    switch self {
    case .pairDuplicate: .pairDuplicate
    case .noOverlap: .noOverlap
    }
  }

  /// A model with this last stage.
  ///
  /// - Throws: ``CommandFailure`` where the model has no such stage.
  func applied(to spec: BackboneSpec) throws(CommandFailure) -> BackboneSpec {
    let changed = try CommandFailure.usage { () throws(ModelError) in
      try spec.withLoneClusters(rule)
    }
    guard let changed else {
      throw CommandFailure(
        .usage,
        "--last-stage is \(rawValue), and \(spec.name) has no stage that is one cluster: expected "
          + "boat-cswin")
    }
    return changed
  }
}
