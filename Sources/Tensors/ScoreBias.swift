/// Numbers added to the scores of one head in one group before the softmax, laid out as
/// ``attend(queries:keys:values:from:to:scale:bias:into:scratch:)`` reads them.
public struct ScoreBias: Sendable {
  public let queries: Int
  public let keys: Int
  private let buffer: Buffer
  private let offset: Int
  /// Floats from the numbers of one key to those of the next: a multiple of 16.
  let stride: Int

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
    stride = (queries + 15) / 16 * 16
    offset = 0
    buffer = Buffer(count: keys * stride)
    for key in 0..<keys {
      for query in 0..<queries { buffer[key * stride + query] = Self.log2e * value(query, key) }
    }
  }

  /// Takes numbers as they are, which for the softmax are logarithms to base 2.
  ///
  /// - Parameter numbers: [keys, queries]; not copied.
  init(sharing numbers: Matrix) {
    precondition(numbers.stride % 16 == 0, "rows \(numbers.stride) floats apart do not align")
    queries = numbers.columns
    keys = numbers.rows
    buffer = numbers.buffer
    offset = numbers.offset
    stride = numbers.stride
  }

  /// The number of the first query and the first key.
  var start: UnsafeMutablePointer<Float> { unsafe buffer.start + offset }

  /// The softmax runs on powers of two.
  static let log2e: Float = 1.442_695_04
}
