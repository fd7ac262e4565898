/// What one step of a forward pass did.
public struct BlockReport: Sendable {
  public var address: BlockAddress
  public var grid: TokenGrid
  /// Channels of a token.
  public var width: Int
  /// Seconds from start to end of the block, downsampling (and in the first block the stem) included.
  public var seconds: Double
  public var operations: OperationTimes
  /// What the step costs as the paper counts it.
  public var cost: Cost
  /// One for each attention layer of the block; none of a pass that does not record.
  public var attention: [AttentionRecord]
  /// Euclidean norm of each token after the block, prefix tokens left out: `[grid.count]`;
  /// empty in a pass that does not record.
  public var tokenNorms: [Float]

  public init(
    address: BlockAddress, grid: TokenGrid, width: Int, seconds: Double,
    operations: OperationTimes, cost: Cost, attention: [AttentionRecord], tokenNorms: [Float]
  ) {
    self.address = address
    self.grid = grid
    self.width = width
    self.seconds = seconds
    self.operations = operations
    self.cost = cost
    self.attention = attention
    self.tokenNorms = tokenNorms
  }
}
