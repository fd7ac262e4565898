/// A kind of operation that time and cost are told apart by.
public enum Operation: Int, CaseIterable, Sendable {
  /// Projections to queries, keys and values, with the norm or convolution before them.
  case qkv
  /// Finding out which tokens are alike, where attention goes by that.
  case clustering
  case attention
  /// The projection after attention.
  case projection
  case mlp
  /// Everything else that is computed: position encodings, downsampling, the stem, the classifier.
  case other
  /// Nothing: threads that wait for each other, for memory in a first run, or for a processor that
  /// other programs use.
  case waiting
}

/// Seconds spent in each kind of operation, all threads' time divided by their number.
public struct OperationTimes: Hashable, Sendable {
  /// One lane for each operation; the rest stay zero.
  private var seconds = SIMD8<Double>()

  public init() {}

  public subscript(operation: Operation) -> Double {
    get { seconds[operation.rawValue] }
    set { seconds[operation.rawValue] = newValue }
  }

  public var total: Double { seconds.sum() }

  /// Counts what the operations do not account for as ``Operation/waiting``.
  ///
  /// - Parameter wall: Seconds from beginning to end.
  mutating func wait(upTo wall: Double) { self[.waiting] += max(0, wall - total) }

  public static func + (left: Self, right: Self) -> Self {
    var sum = left
    sum.seconds += right.seconds
    return sum
  }

  static func / (times: Self, divisor: Double) -> Self {
    var share = times
    share.seconds /= divisor
    return share
  }
}
