/// A kind of operation that time and cost are told apart by.
public enum Operation: Int, CaseIterable, Sendable {
  /// Projections to queries, keys and values, with the norm or convolution before them.
  case qkv
  case attention
  /// The projection after attention.
  case projection
  case mlp
  /// Everything else: position encodings, downsampling, the stem, waiting.
  case other
}

/// Seconds spent in each kind of operation, all threads' time divided by their number.
public struct OperationTimes: Hashable, Sendable {
  private var seconds = [Double](repeating: 0, count: Operation.allCases.count)

  public init() {}

  public subscript(operation: Operation) -> Double {
    get { seconds[operation.rawValue] }
    set { seconds[operation.rawValue] = newValue }
  }

  public var total: Double { seconds.reduce(0, +) }

  public static func + (left: Self, right: Self) -> Self {
    var sum = left
    for operation in Operation.allCases { sum[operation] += right[operation] }
    return sum
  }
}
