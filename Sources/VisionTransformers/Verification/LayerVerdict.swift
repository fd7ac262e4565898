/// What came of verifying one attention layer.
public struct LayerVerdict: Equatable, Sendable {
  public var address: BlockAddress
  public var space: AttentionSpace
  /// The mechanism's name, such as `shifted-window`.
  public var mechanism: String
  public var grid: TokenGrid
  public var heads: Int
  /// Queries that were compared, in each head.
  public var queries: Int
  /// Rows of memory that were tried as keys of each query.
  public var keys: Int
  /// Seconds that it took.
  public var seconds: Double
  /// One for each head and query that differs, by head, then query.
  public var mismatches: [AttentionMismatch]

  /// Pairs of query and key that were decided, all heads together.
  public var checked: Int { heads * queries * keys }

  /// Whether the kernel takes up the very keys that the predicate declares.
  public var agrees: Bool { mismatches.isEmpty }
}
