import Synchronization
import Tensors

/// Features of the tokens of a grid, for mechanisms whose pattern follows from them.
///
/// The clusters that follow from features are computed once, when first asked for, and shared by all
/// copies.
public struct TokenFeatures: Hashable, Sendable {
  /// Where the features come from, which the screen says.
  public enum Source: String, Hashable, Sendable {
    /// Mean colours of the tokens, before any run.
    case picture
    /// The queries of a run.
    case run
  }

  public let source: Source
  /// Channels of a token.
  public let channels: Int
  /// `[tokens, channels]` for each head; a single element serves all heads.
  private let vectors: [Matrix]
  private let memory: ClusterMemory

  /// - Parameters:
  ///   - source: Where the features come from.
  ///   - channels: Channels of a token.
  ///   - heads: `[tokens × channels]` for each head, or once for all of them.
  ///   - clusters: One tree for each element of `heads`, where somebody has computed them already: a
  ///     run, or a reference implementation.
  /// - Precondition: Every head has the same whole number of tokens.
  public init(
    source: Source, channels: Int, heads: [[Float]], clusters: [ClusterTree]? = nil
  ) {
    precondition(channels > 0, "features need channels, not \(channels)")
    let vectors = heads.map { head in
      precondition(
        head.count == heads[0].count && head.count % channels == 0,
        "\(head.count) features are no tokens of \(channels) channels")
      return Matrix(Tensor(head, shape: [head.count / channels, channels]))
    }
    self.init(source: source, channels: channels, vectors: vectors, clusters: clusters)
  }

  /// Features that lie in memory already, and that nobody writes over as long as this value lives.
  ///
  /// - Parameters:
  ///   - queries: The queries of a run, `[tokens, channels]` for each head.
  ///   - clusters: One tree for each head.
  init(queries: [Matrix], clusters: [ClusterTree]) {
    self.init(
      source: .run, channels: queries.first?.columns ?? 0, vectors: queries, clusters: clusters)
  }

  private init(source: Source, channels: Int, vectors: [Matrix], clusters: [ClusterTree]?) {
    precondition(
      clusters.map { $0.count == vectors.count } ?? true,
      "\(clusters?.count ?? 0) cluster trees are not one for each of \(vectors.count) heads")
    self.source = source
    self.channels = channels
    self.vectors = vectors
    memory = ClusterMemory(clusters)
  }

  public var tokenCount: Int { vectors.first?.rows ?? 0 }

  /// How many heads have features of their own; 1 where all heads share the same.
  public var headCount: Int { vectors.count }

  /// The features that a head goes by: `[tokens × channels]`.
  public subscript(head: Int) -> [Float] {
    vectors(ofHead: head).tensor.scalars
  }

  /// The features that a head goes by, as they lie in memory: `[tokens, channels]`.
  func vectors(ofHead head: Int) -> Matrix { vectors[vectors.count == 1 ? 0 : head] }

  /// The tokens halved again and again until clusters are small: one tree for each head, or one for
  /// all of them.
  ///
  /// - Precondition: The number of tokens is `leafSize` times a power of two.
  public func clusters(leafSize: Int) -> [ClusterTree] {
    memory.trees(leafSize: leafSize) {
      vectors.map { BalancedClustering.tree(of: $0, leafSize: leafSize) }
    }
  }

  public static func == (left: Self, right: Self) -> Bool {
    left.source == right.source && left.channels == right.channels
      && (left.memory === right.memory
        || left.vectors.map(\.tensor) == right.vectors.map(\.tensor))
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(source)
    hasher.combine(channels)
    for head in vectors where head.rows > 0 && channels > 0 { hasher.combine(head[0, 0]) }
  }
}

/// The cluster trees of one set of features, by the size of their leaves.
private final class ClusterMemory: Sendable {
  /// Those that were there from the beginning, which nobody has to wait for.
  private let known: [ClusterTree]?
  private let trees = Mutex<[Int: [ClusterTree]]>([:])

  init(_ known: [ClusterTree]?) { self.known = known }

  func trees(leafSize: Int, otherwise compute: () -> [ClusterTree]) -> [ClusterTree] {
    if let known, known.first?.leafSize == leafSize { return known }
    return trees.withLock { trees in
      if let known = trees[leafSize] { return known }
      let computed = compute()
      trees[leafSize] = computed
      return computed
    }
  }
}
