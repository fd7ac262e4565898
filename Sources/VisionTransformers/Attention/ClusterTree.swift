/// Tokens halved again and again: level 0 holds all of them, and each cluster of a level falls into
/// two of the next, side by side.
public struct ClusterTree: Hashable, Sendable {
  /// For each level, all tokens, cluster after cluster; level `l` has `2^l` clusters of equal size.
  ///
  /// The order inside a cluster is the order of the cut that made it: of two siblings, the last tokens
  /// of the left one and the first of the right one are nearest to the cut.
  public let levels: [[Int]]
  /// For each token, its place in the last level.
  private let places: [Int32]

  /// - Precondition: All levels hold the tokens `0..<n`, and `n` can be halved into `2^l` clusters.
  public init(levels: [[Int]]) {
    precondition(!levels.isEmpty, "a cluster tree needs at least one level")
    let leaves = levels[levels.count - 1]
    precondition(
      leaves.count % (1 << (levels.count - 1)) == 0
        && levels.allSatisfy { $0.count == leaves.count },
      "\(leaves.count) tokens do not make \(1 << (levels.count - 1)) clusters")
    var places = [Int32](repeating: -1, count: leaves.count)
    for (place, token) in leaves.enumerated() { places[token] = Int32(place) }
    precondition(!places.contains(-1), "a token is missing among \(leaves.count)")
    self.levels = levels
    self.places = places
  }

  /// A tree whose leaves are known, but not the order in which tokens stood before the last cut.
  ///
  /// - Parameters:
  ///   - leaves: All tokens, leaf after leaf.
  ///   - leafSize: Tokens in a leaf.
  /// - Precondition: There are `leafSize` times a power of two tokens.
  public init(leaves: [Int], leafSize: Int) {
    let depth = BalancedClustering.depth(tokens: leaves.count, leafSize: leafSize)
    precondition(depth != nil, "\(leaves.count) tokens do not halve into leaves of \(leafSize)")
    self.init(levels: Array(repeating: leaves, count: (depth ?? 0) + 1))
  }

  public var tokenCount: Int { places.count }
  /// How often the tokens are halved.
  public var depth: Int { levels.count - 1 }
  public var leafCount: Int { 1 << depth }
  /// Tokens in a leaf.
  public var leafSize: Int { tokenCount >> depth }

  /// The clusters of a level, from left to right.
  public func clusters(atLevel level: Int) -> [ArraySlice<Int>] {
    let size = tokenCount >> level
    return (0..<1 << level).map { levels[level][$0 * size..<($0 + 1) * size] }
  }

  /// Which cluster of a level a token is in, counted from the left.
  public func cluster(of token: Int, atLevel level: Int) -> Int {
    Int(places[token]) / (tokenCount >> level)
  }

  /// The clusters of the last level.
  public var leaves: [ArraySlice<Int>] { clusters(atLevel: depth) }

  /// Which leaf a token is in, counted from the left: the way down to it in bits, first cut first.
  public func leaf(of token: Int) -> Int { Int(places[token]) / leafSize }

  /// A token's place in its leaf.
  public func rank(of token: Int) -> Int { Int(places[token]) % leafSize }
}
