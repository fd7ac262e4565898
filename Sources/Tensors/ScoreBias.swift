/// Numbers added to the scores of one head in one group before the softmax, laid out as
/// ``attend(queries:keys:values:from:to:scale:bias:into:scratch:)`` reads them.
public struct ScoreBias: Sendable {
  public let queries: Int
  public let keys: Int
  let buffer: Buffer

  /// Floats from the numbers of one key to those of the next.
  var stride: Int { (queries + 15) / 16 * 16 }

  /// Asks for every number once.
  ///
  /// - Parameters:
  ///   - queries: The number of queries in the group.
  ///   - keys: The number of keys in the group.
  ///   - value: What to add to the score of the query at one place in the group with the key at
  ///     another.
  public init(queries: Int, keys: Int, value: (_ query: Int, _ key: Int) -> Float) {
    precondition(queries >= 0 && keys >= 0, "\(queries) × \(keys) scores do not exist")
    self.queries = queries
    self.keys = keys
    buffer = Buffer(count: keys * ((queries + 15) / 16 * 16))
    for key in 0..<keys {
      for query in 0..<queries { buffer[key * stride + query] = Self.log2e * value(query, key) }
    }
  }

  /// The softmax runs on powers of two.
  static let log2e: Float = 1.442_695_04
}
