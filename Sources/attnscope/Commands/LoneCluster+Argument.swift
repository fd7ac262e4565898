public import ArgumentParser
public import VisionTransformers

/// `--last-stage`: what the last stage of BOAT-CSWin attends to in feature space, where all tokens are
/// one cluster.
extension FeatureSpaceAttention.LoneCluster: ExpressibleByArgument {
  static let help: ArgumentHelp =
    "For boat-cswin: how often the one cluster of the last stage sees its tokens."

  public init?(argument: String) {
    guard let rule = Self.allCases.first(where: { $0.argument == argument }) else { return nil }
    self = rule
  }

  public static var allValueStrings: [String] { allCases.map(\.argument) }

  public static var allValueDescriptions: [String: String] {
    [
      pairDuplicate.argument: "the first 20 of them twice, as in the reference code",
      noOverlap.argument: "each of them once",
    ]
  }

  public var defaultValueDescription: String { argument }

  private var argument: String {
    switch self {
    case .pairDuplicate: "pair-duplicate"
    case .noOverlap: "no-overlap"
    }
  }

  /// A model with this last stage.
  ///
  /// - Throws: ``CommandFailure`` where the model has no such stage.
  func applied(to spec: BackboneSpec) throws(CommandFailure) -> BackboneSpec {
    let changed = try CommandFailure.usage { () throws(ModelError) in
      try spec.withLoneClusters(self)
    }
    guard let changed else {
      throw CommandFailure(
        .usage,
        "--last-stage is \(argument), and \(spec.name) has no stage that is one cluster: expected "
          + "boat-cswin")
    }
    return changed
  }
}
