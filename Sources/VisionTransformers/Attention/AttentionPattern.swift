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

  /// What the keys of a branch are.
  public enum KeySpace: Equatable, Sendable {
    /// Tokens of the grid itself (and prefix tokens).
    case tokens
    /// Tokens of the grid extended to the bottom and to the right: those outside of the real grid are
    /// zero tokens, and take part in the attention as the official dense Swin code has it.
    case padded(TokenGrid)
    /// Tokens of a coarser grid, each the summary of `factor` × `factor` tokens (PVT's spatial
    /// reduction); what does not fill a square at the bottom and right is dropped.
    case pooled(TokenGrid, factor: Int)
  }

  /// The heads that share one partition.
  public struct Branch: Equatable, Sendable {
    /// One of `all window rows columns vertical horizontal cluster height width`.
    public var name: String
    public var heads: Range<Int>
    public var groups: [Group]
    public var keySpace: KeySpace

    public init(
      _ name: String, heads: Range<Int>, groups: [Group], keySpace: KeySpace = .tokens
    ) {
      self.name = name
      self.heads = heads
      self.groups = groups
      self.keySpace = keySpace
    }
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
