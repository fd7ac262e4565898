import Tensors

/// K-means on the features that BOAT clusters, to see what balance costs and what it saves.
///
/// Tokens are compared by the cosine of their features, as BOAT compares them (spherical k-means), and
/// centres start as k-means++ picks them. Groups come out in all sizes, which is why attention inside of
/// them would cost more, and as one batch much more: see ``TokenPartition/paddedPairCount``.
public struct KMeansClustering: Hashable, Sendable {
  /// The groups, numbered in the order in which tokens meet them; some may be empty.
  public let partition: TokenPartition
  /// How often all tokens were assigned anew.
  public let rounds: Int
  /// Whether the last round changed nothing.
  public let hasSettled: Bool

  /// What the first centres follow from, unless told.
  public static let usualSeed: UInt64 = 0

  /// The same for the same features and seed; `nil` once it is not wanted any more.
  ///
  /// - Parameters:
  ///   - features: What tokens are compared by.
  ///   - head: The head to go by.
  ///   - clusters: How many groups to make, in `1...tokens`.
  ///   - seed: What the first centres follow from.
  ///   - isWanted: Asked once a round.
  public init?(
    of features: TokenFeatures, head: Int, clusters: Int, seed: UInt64 = usualSeed,
    isWanted: () -> Bool = { true }
  ) {
    guard
      let found = sphericalKMeans(
        features.vectors(ofHead: head), clusters: clusters, seed: seed, isWanted: isWanted)
    else { return nil }
    partition = TokenPartition(labels: found.labels.map(Int.init), groupCount: clusters)
    rounds = found.rounds
    hasSettled = found.hasSettled
  }
}
