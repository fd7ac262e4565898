/// A query that takes up other keys than its paper says.
///
/// Keys are numbered as tokens where they are tokens, and on their own grid where they are summaries or
/// sampled points; prefix tokens are −1, −2, …, and one beyond the last token stands for the zero
/// tokens outside of the grid.
public struct AttentionMismatch: Hashable, Sendable {
  /// `nil` for what tokens reach through prefix tokens that exchange channels after the attention.
  public var head: Int?
  /// A token of the grid, or a prefix token.
  public var query: Int
  /// Keys that the predicate declares and the kernel does not take up, ascending in memory.
  public var declaredOnly: [Int]
  /// Keys that the kernel takes up and the predicate does not declare, ascending in memory.
  public var measuredOnly: [Int]

  public init(head: Int?, query: Int, declaredOnly: [Int], measuredOnly: [Int]) {
    self.head = head
    self.query = query
    self.declaredOnly = declaredOnly
    self.measuredOnly = measuredOnly
  }
}
