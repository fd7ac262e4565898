/// Seconds spent in each kind of operation, all threads' time divided by their number.
public struct OperationTimes: Hashable, Sendable {
  /// Projections to queries, keys and values, with the norm or convolution before them.
  public var qkv = 0.0
  public var attention = 0.0
  /// The projection after attention.
  public var projection = 0.0
  public var mlp = 0.0
  /// Everything else: position encodings, downsampling, the stem, waiting.
  public var other = 0.0

  public init() {}

  public var total: Double { qkv + attention + projection + mlp + other }

  public static func + (left: Self, right: Self) -> Self {
    var sum = left
    sum.qkv += right.qkv
    sum.attention += right.attention
    sum.projection += right.projection
    sum.mlp += right.mlp
    sum.other += right.other
    return sum
  }
}

/// What one step of a forward pass did.
public struct BlockReport: Sendable {
  public var address: BlockAddress
  public var grid: TokenGrid
  /// Channels of a token.
  public var width: Int
  /// Seconds from start to end of the block, downsampling (and in the first block the stem) included.
  public var seconds: Double
  public var operations: OperationTimes
  /// Multiply-accumulates of the paper's algorithm; papers print these as FLOPs.
  public var macs: Int
  /// One for each attention layer of the block.
  public var attention: [AttentionRecord]
  /// Euclidean norm of each token after the block, prefix tokens left out: `[grid.count]`.
  public var tokenNorms: [Float]

  public init(
    address: BlockAddress, grid: TokenGrid, width: Int, seconds: Double,
    operations: OperationTimes, macs: Int, attention: [AttentionRecord], tokenNorms: [Float]
  ) {
    self.address = address
    self.grid = grid
    self.width = width
    self.seconds = seconds
    self.operations = operations
    self.macs = macs
    self.attention = attention
    self.tokenNorms = tokenNorms
  }
}
