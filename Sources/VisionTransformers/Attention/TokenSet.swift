/// A set of tokens as bits: quick to unite, and walked in ascending order.
public struct TokenSet: Hashable, Sendable {
  /// The numbers that can be in the set.
  public let universe: Range<Int>
  /// Bit `i` of word `w` stands for `universe.lowerBound + 64 w + i`.
  private var words: [UInt64]

  /// An empty set.
  public init(in universe: Range<Int>) {
    self.universe = universe
    words = [UInt64](repeating: 0, count: (universe.count + 63) / 64)
  }

  /// An empty set of tokens of a grid.
  public init(on grid: TokenGrid) { self.init(in: 0..<grid.count) }

  /// The number of tokens in the set.
  ///
  /// - Complexity: O(size of the universe / 64).
  public var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  public var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

  public func contains(_ token: Int) -> Bool {
    guard universe.contains(token) else { return false }
    let bit = token - universe.lowerBound
    return words[bit >> 6] & (1 << (bit & 63)) != 0
  }

  /// - Precondition: The token is in ``universe``.
  public mutating func insert(_ token: Int) {
    precondition(universe.contains(token), "token \(token) is not in \(universe)")
    let bit = token - universe.lowerBound
    words[bit >> 6] |= 1 << (bit & 63)
  }

  /// - Precondition: Both sets have the same ``universe``.
  public mutating func formUnion(_ other: Self) {
    precondition(universe == other.universe, "\(universe) and \(other.universe) cannot be united")
    for word in words.indices { words[word] |= other.words[word] }
  }
}

extension TokenSet: Sequence {
  public struct Iterator: IteratorProtocol {
    fileprivate let words: [UInt64]
    fileprivate let lowest: Int
    fileprivate var word = 0
    /// What is left of the current word.
    fileprivate var rest: UInt64

    public mutating func next() -> Int? {
      while rest == 0 {
        word += 1
        guard word < words.count else { return nil }
        rest = words[word]
      }
      defer { rest &= rest - 1 }
      return lowest + word * 64 + rest.trailingZeroBitCount
    }
  }

  public func makeIterator() -> Iterator {
    Iterator(words: words, lowest: universe.lowerBound, rest: words.first ?? 0)
  }

  public var underestimatedCount: Int { count }
}
