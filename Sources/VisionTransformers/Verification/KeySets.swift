/// For each head and each query, a set of keys; all by their rows in memory.
///
/// Keys are packed 64 to a word: of a head of 3136 queries and as many keys 1.2 MB.
struct KeySets: Equatable, Sendable {
  let heads: Int
  let queries: Int
  let keys: Int
  private var words: [UInt64]

  /// Words that the keys of one query take.
  var wordsPerQuery: Int { Self.words(for: keys) }

  var byteCount: Int { words.count * 8 }

  /// Empty sets.
  init(heads: Int, queries: Int, keys: Int) {
    self.heads = heads
    self.queries = queries
    self.keys = keys
    words = [UInt64](repeating: 0, count: heads * queries * Self.words(for: keys))
  }

  /// Words that so many keys take.
  static func words(for keys: Int) -> Int { (keys + 63) / 64 }

  /// Adds keys to the sets of all queries of a head.
  ///
  /// - Parameters:
  ///   - head: The head.
  ///   - first: The first key.
  ///   - masks: For each query the keys to add: bit `i` for key `first + i`.
  /// - Precondition: The keys of a mask are in one word.
  mutating func insert(head: Int, from first: Int, _ masks: [UInt64]) {
    precondition(masks.count == queries, "\(masks.count) masks do not serve \(queries) queries")
    let (word, shift) = (first / 64, UInt64(first % 64))
    for query in masks.indices where masks[query] != 0 {
      words[(head * queries + query) * wordsPerQuery + word] |= masks[query] << shift
    }
  }

  /// The keys of one query, 64 to a word.
  subscript(head: Int, query: Int) -> ArraySlice<UInt64> {
    let first = (head * queries + query) * wordsPerQuery
    return words[first..<first + wordsPerQuery]
  }

  func contains(head: Int, query: Int, key: Int) -> Bool {
    guard (0..<keys).contains(key) else { return false }
    return words[(head * queries + query) * wordsPerQuery + key / 64] >> UInt64(key % 64) & 1 == 1
  }

  /// The keys in some words, ascending.
  static func keys(in words: some Sequence<UInt64>) -> [Int] {
    var keys: [Int] = []
    for (place, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        keys.append(place * 64 + rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
    return keys
  }
}
