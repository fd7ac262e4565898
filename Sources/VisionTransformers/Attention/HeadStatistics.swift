import Foundation

/// What can be said of a head's attention in a few numbers: means over all tokens of the grid, each
/// of which attends once.
///
/// A dot of "mean attention distance against depth" is one of these (arXiv 2010.11929, figure 7;
/// arXiv 2108.08810). Prefix tokens are left out as queries; as keys they count for the entropy, but
/// have no distance.
public struct HeadStatistics: Hashable, Sendable {
  /// Counted from 0.
  public var head: Int
  /// The branch's name, one of `all window rows columns vertical horizontal cluster height width`.
  public var branch: String
  /// How many keys a token attends to; a fraction where tokens differ.
  public var keyCount: Double
  /// The distance to what is attended to, in pixels, weighted by attention: what keys without a place
  /// (prefix tokens, padding) get is left out, and the rest is not scaled up for it.
  public var meanDistance: Double
  /// The same, the weights of keys that have a place scaled up to 1.
  public var meanDistanceOfPlaced: Double
  /// What keys without a place get of the attention: 0 to 1.
  public var unplacedShare: Double
  /// `−Σ a ln a`, in nats.
  public var entropy: Double
  /// The largest entropy that the regions allow: `ln` of their sizes.
  public var entropyCeiling: Double
  /// Entropy over its ceiling, 0 to 1; `nil` where every token attends to one key only.
  public var normalizedEntropy: Double?
  /// As many keys, evenly attended to, would have the entropy of a token.
  public var effectiveKeys: Double
  /// The largest weight of a token.
  public var largestWeight: Double
  /// The largest weight of all tokens, and whose it is.
  public var peak: (weight: Double, query: Int) { (peakWeight, peakQuery) }

  private var peakWeight: Double
  private var peakQuery: Int

  init(head: Int, branch: String, sums: Sums) {
    self.head = head
    self.branch = branch
    let count = Double(max(1, sums.tokens))
    keyCount = sums.keyCount / count
    meanDistance = sums.distance / count
    meanDistanceOfPlaced = sums.distanceOfPlaced / count
    unplacedShare = sums.unplaced / count
    entropy = sums.entropy / count
    entropyCeiling = sums.ceiling / count
    normalizedEntropy =
      sums.choosing == 0 ? nil : sums.normalizedEntropy / Double(sums.choosing)
    effectiveKeys = sums.effectiveKeys / count
    largestWeight = sums.largest / count
    peakWeight = sums.peak.weight
    peakQuery = sums.peak.query
  }

  /// What tokens add up to.
  struct Sums {
    private(set) var tokens = 0
    /// Tokens that attend to more than one key.
    private(set) var choosing = 0
    private(set) var keyCount = 0.0
    private(set) var distance = 0.0
    private(set) var distanceOfPlaced = 0.0
    private(set) var unplaced = 0.0
    private(set) var entropy = 0.0
    private(set) var ceiling = 0.0
    private(set) var normalizedEntropy = 0.0
    private(set) var effectiveKeys = 0.0
    private(set) var largest = 0.0
    private(set) var peak = (weight: 0.0, query: 0)

    /// Adds one token.
    ///
    /// - Parameters:
    ///   - query: The token.
    ///   - keys: How many keys it attends to.
    ///   - entropy: In nats.
    ///   - distance: In pixels, over keys that have a place.
    ///   - placed: The weight of these keys.
    ///   - largest: The largest weight.
    mutating func add(
      query: Int, keys: Int, entropy: Double, distance: Double, placed: Double, largest: Double
    ) {
      let limit = log(Double(max(1, keys)))
      tokens += 1
      keyCount += Double(keys)
      self.distance += distance
      distanceOfPlaced += placed > 0 ? distance / placed : 0
      unplaced += max(0, 1 - placed)
      self.entropy += entropy
      ceiling += limit
      effectiveKeys += exp(entropy)
      self.largest += largest
      if largest > peak.weight { peak = (largest, query) }
      guard keys > 1 else { return }
      choosing += 1
      normalizedEntropy += entropy / limit
    }
  }
}
