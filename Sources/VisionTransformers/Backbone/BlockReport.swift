/// What one step of a forward pass did.
public struct BlockReport: Sendable {
  public var address: BlockAddress
  public var grid: TokenGrid
  /// Channels of a token.
  public var width: Int
  /// Seconds from start to end of the block, downsampling (and in the first block the stem) included,
  /// without what it took to keep records.
  public var seconds: Double
  public var operations: OperationTimes
  /// The part of ``operations`` that went to layers in feature space, and to what was fused with them.
  public var featureSpace: OperationTimes
  /// What the step costs as the paper counts it, downsampling (or the stem) included.
  public var cost: Cost
  /// The downsampling's, or the stem's, part of seconds and cost; `nil` in blocks without one.
  public var source: SourceReport?
  /// One for each attention layer of the block; none of a pass that does not record.
  public var attention: [AttentionRecord]
  /// Euclidean norm of each token after the block, prefix tokens left out: `[grid.count]`;
  /// empty in a pass that does not record.
  public var tokenNorms: [Float]
  /// The tokens after the block, prefix tokens left out; `nil` where nobody asked for them.
  public var features: FeatureMap?

  public init(
    address: BlockAddress, grid: TokenGrid, width: Int, seconds: Double,
    operations: OperationTimes, featureSpace: OperationTimes = OperationTimes(), cost: Cost,
    source: SourceReport? = nil,
    attention: [AttentionRecord], tokenNorms: [Float], features: FeatureMap? = nil
  ) {
    self.address = address
    self.grid = grid
    self.width = width
    self.seconds = seconds
    self.operations = operations
    self.featureSpace = featureSpace
    self.cost = cost
    self.source = source
    self.attention = attention
    self.tokenNorms = tokenNorms
    self.features = features
  }
}

/// What making the tokens of a stage took: the stem's work in the first, downsampling in the others.
///
/// In a report's times what it computes counts as ``Operation/other``.
public struct SourceReport: Hashable, Sendable {
  public var seconds: Double
  public var operations: OperationTimes
  public var cost: Cost

  public init(seconds: Double, operations: OperationTimes, cost: Cost) {
    self.seconds = seconds
    self.operations = operations
    self.cost = cost
  }
}
