/// Who attends to whom: for each branch of heads, a partition of the tokens into groups of queries
/// that share their keys.
///
/// The one value that both draws a region and computes the attention, so the two cannot disagree.
/// Tokens of the grid are numbered row by row from 0. Prefix tokens (class, distillation,
/// messengers) are −1, −2, …
public struct AttentionPattern: Equatable, Sendable {
  /// Queries, and the keys that all of them attend to.
  ///
  /// The order of both is the order in which the reference implementation lays them out.
  public struct Group: Equatable, Sendable {
    public var queries: [Int]
    /// Keys, as numbers in the branch's ``AttentionPattern/KeySpace``.
    public var keys: [Int]

    public init(queries: [Int], keys: [Int]) {
      self.queries = queries
      self.keys = keys
    }

    /// A group whose tokens attend to each other.
    public init(_ tokens: [Int]) { self.init(queries: tokens, keys: tokens) }
  }

  /// The heads that share one partition.
  public struct Branch: Equatable, Sendable {
    /// One of `all window rows columns vertical horizontal cluster height width`.
    public let name: String
    public let heads: Range<Int>
    public let groups: [Group]
    public let keySpace: KeySpace
    private let groupOfQuery: QueryIndex

    /// - Precondition: No token is a query of two groups.
    public init(
      _ name: String, heads: Range<Int>, groups: [Group], keySpace: KeySpace = .tokens
    ) {
      self.name = name
      self.heads = heads
      self.groups = groups
      self.keySpace = keySpace
      groupOfQuery = QueryIndex(of: groups)
    }

    /// The place in ``groups`` of the group that a token is a query of.
    ///
    /// - Complexity: O(1).
    public func groupIndex(ofQuery query: Int) -> Int? { groupOfQuery[query] }

    /// The group that a token is a query of.
    ///
    /// - Complexity: O(1).
    public func group(ofQuery query: Int) -> Group? { groupOfQuery[query].map { groups[$0] } }
  }

  public var grid: TokenGrid
  public var branches: [Branch]
  /// How many tokens stand before those of the grid.
  public var prefixCount: Int

  public init(on grid: TokenGrid, branches: [Branch], prefixCount: Int = 0) {
    self.grid = grid
    self.branches = branches
    self.prefixCount = prefixCount
  }

  /// The number of heads, all branches together.
  public var heads: Int { branches.reduce(0) { $0 + $1.heads.count } }

  /// Query-key pairs of all heads: what the attention costs.
  public var pairCount: Int {
    branches.reduce(0) { sum, branch in
      sum
        + branch.heads.count
        * branch.groups.reduce(0) { $0 + $1.queries.count * $1.keys.count }
    }
  }

  /// The branch that a head belongs to.
  public func branch(ofHead head: Int) -> Branch? { branches.first { $0.heads.contains(head) } }
}
