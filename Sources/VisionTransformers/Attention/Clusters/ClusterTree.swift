/// Tokens halved again and again: level 0 holds all of them, and each cluster of a level falls into
/// two of the next, side by side.
public struct ClusterTree: Hashable, Sendable {
  /// All tokens, leaf after leaf: every cluster of every level is a run of these.
  ///
  /// The order inside a leaf is the order of the cut that made it: of two siblings, the last tokens of
  /// the left one and the first of the right one are nearest to the cut.
  public let tokens: [Int]
  /// How often the tokens are halved.
  public let depth: Int
  /// For each token, its place in ``tokens``.
  private let places: [Int32]

  /// - Parameters:
  ///   - tokens: The tokens `0..<n`, leaf after leaf.
  ///   - leafSize: Tokens in a leaf.
  /// - Precondition: There are `leafSize` times a power of two tokens.
  public init(leaves tokens: [Int], leafSize: Int) {
    guard let depth = Self.depth(tokens: tokens.count, leafSize: leafSize) else {
      preconditionFailure("\(tokens.count) tokens do not halve into leaves of \(leafSize)")
    }
    var places = [Int32](repeating: -1, count: tokens.count)
    for (place, token) in tokens.enumerated() { places[token] = Int32(place) }
    precondition(!places.contains(-1), "a token is missing among \(tokens.count)")
    self.tokens = tokens
    self.depth = depth
    self.places = places
  }

  /// How often tokens are halved until `leafSize` are left; `nil` where that never happens.
  static func depth(tokens: Int, leafSize: Int) -> Int? {
    guard leafSize > 0, tokens > 0, tokens % leafSize == 0 else { return nil }
    let leaves = tokens / leafSize
    return leaves & (leaves - 1) == 0 ? leaves.trailingZeroBitCount : nil
  }

  public var leafCount: Int { 1 << depth }
  /// Tokens in a leaf.
  public var leafSize: Int { tokens.count >> depth }

  /// The clusters of a level, from left to right: `2^level`, all of one size.
  public func clusters(atLevel level: Int) -> [ArraySlice<Int>] {
    let size = tokens.count >> level
    return (0..<1 << level).map { tokens[$0 * size..<($0 + 1) * size] }
  }

  /// Which cluster of a level a token is in, counted from the left.
  public func cluster(of token: Int, atLevel level: Int) -> Int {
    Int(places[token]) / (tokens.count >> level)
  }

  /// The clusters of the last level.
  public var leaves: [ArraySlice<Int>] { clusters(atLevel: depth) }

  /// The tokens of one leaf, in the order of the cut that made it.
  public func tokens(ofLeaf leaf: Int) -> ArraySlice<Int> {
    tokens[leaf * leafSize..<(leaf + 1) * leafSize]
  }

  /// Which leaf a token is in, counted from the left: the way down to it in bits, first cut first.
  public func leaf(of token: Int) -> Int { Int(places[token]) / leafSize }

  /// A token's place in its leaf.
  public func rank(of token: Int) -> Int { Int(places[token]) % leafSize }
}
