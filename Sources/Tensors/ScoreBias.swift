import CKernels

/// Numbers added to scores before the softmax, for one or several heads in one group, laid out as
/// ``attend(queries:keys:values:heads:from:to:scale:bias:into:scratch:)`` reads them.
public struct ScoreBias: Sendable {
  public let heads: Int
  public let queries: Int
  public let keys: Int
  private let buffer: Buffer
  private let offset: Int
  /// Floats from the numbers of one key to those of the next: a multiple of 16.
  private let stride: Int
  /// Floats from the numbers of one head to those of the next.
  private let headStride: Int

  /// Asks for every number once.
  ///
  /// - Parameters:
  ///   - heads: How many heads there are.
  ///   - queries: The number of queries in the group.
  ///   - keys: The number of keys in the group.
  ///   - value: What to add to the score of the query at one place in the group with the key at
  ///     another, in one of the heads.
  public init(
    heads: Int = 1, queries: Int, keys: Int,
    value: (_ head: Int, _ query: Int, _ key: Int) -> Float
  ) {
    precondition(
      heads > 0 && queries >= 0 && keys >= 0,
      "\(queries) × \(keys) scores of \(heads) heads do not exist")
    self.heads = heads
    self.queries = queries
    self.keys = keys
    stride = (queries + 15) / 16 * 16
    (offset, headStride) = (0, keys * stride)
    buffer = Buffer(count: heads * keys * stride)
    for head in 0..<heads {
      for key in 0..<keys {
        let row = (head * keys + key) * stride
        for query in 0..<queries { buffer[row + query] = Self.log2e * value(head, query, key) }
      }
    }
  }

  /// Takes numbers of one head as they are, which for the softmax are logarithms to base 2.
  ///
  /// - Parameter numbers: [keys, queries]; not copied.
  init(sharing numbers: Matrix) {
    precondition(numbers.stride % 16 == 0, "rows \(numbers.stride) floats apart do not align")
    (heads, queries, keys) = (1, numbers.columns, numbers.rows)
    (buffer, offset, stride) = (numbers.buffer, numbers.offset, numbers.stride)
    headStride = keys * stride
  }

  private init(of bias: ScoreBias, heads: Range<Int>, queries: Range<Int>) {
    precondition(
      heads.lowerBound >= 0 && heads.upperBound <= bias.heads && !heads.isEmpty
        && queries.lowerBound >= 0 && queries.upperBound <= bias.queries
        && queries.lowerBound % 16 == 0,
      "heads \(heads), queries \(queries) are not in \(bias.heads) and \(bias.queries)")
    (self.heads, self.queries, keys) = (heads.count, queries.count, bias.keys)
    (buffer, stride, headStride) = (bias.buffer, bias.stride, bias.headStride)
    offset = bias.offset + heads.lowerBound * headStride + queries.lowerBound
  }

  /// The same numbers, for fewer heads and queries; the first query is a multiple of 16.
  public func part(heads: Range<Int>, queries: Range<Int>) -> ScoreBias {
    ScoreBias(of: self, heads: heads, queries: queries)
  }

  /// The numbers as the kernels read them.
  var view: ck_score_bias {
    unsafe ck_score_bias(
      start: buffer.start + offset, stride: stride, head_stride: headStride)
  }

  /// The softmax runs on powers of two.
  static let log2e: Float = 1.442_695_04
}
