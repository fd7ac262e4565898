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
  /// Pairs of a token and a prefix token that were tried in the exchange after the attention.
  public var exchanged: Int
  /// Seconds that it took.
  public var seconds: Double
  /// One for each head and query that differs, by head, then query; the exchange comes last.
  public var mismatches: [AttentionMismatch]

  /// Pairs of query and key that were decided, all heads and the exchange together.
  public var checked: Int { heads * queries * keys + exchanged }

  /// Whether the kernel takes up the very keys that the predicate declares.
  public var agrees: Bool { mismatches.isEmpty }
}
