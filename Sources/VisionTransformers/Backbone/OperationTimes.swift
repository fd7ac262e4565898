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
  /// Everything else: position encodings, downsampling, the stem, waiting.
  case other
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
