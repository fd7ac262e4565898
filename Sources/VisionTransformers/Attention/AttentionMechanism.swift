/// One way for tokens to attend to each other, as one paper proposes it.
///
/// To add a mechanism, write one file in `Mechanisms/` and name it in ``MechanismCatalog``. The
/// pattern is what computes and what is drawn; the predicate ``attends(_:_:branch:in:)`` is what the
/// paper means, stated independently, and a conformance test holds the one against the other.
public protocol AttentionMechanism: Sendable {
  /// The name that the command line and the explorer use, such as `pale`.
  static var name: String { get }

  /// A name for narrow columns, of at most 7 letters; the name itself where it is as short.
  static var shortName: String { get }

  /// The paper that this follows.
  static var paper: Paper { get }

  /// Heads in the paper, where each has a region of its own; `nil` where their number does not matter.
  static var usualHeads: Int? { get }

  /// Lays the mechanism on a grid of tokens.
  ///
  /// - Parameter context: The block that the pattern is for.
  /// - Returns: Who attends to whom.
  /// - Throws: ``ModelError`` where the mechanism does not fit the grid or the heads.
  func pattern(for context: BlockContext) throws(ModelError) -> AttentionPattern

  /// Whether the paper lets a query attend to a key, for the heads of one branch.
  ///
  /// Written from the paper's own formula, without the pattern. Nothing attends where the mechanism
  /// does not fit the context.
  ///
  /// - Parameters:
  ///   - query: A token of the grid.
  ///   - key: A number in the branch's key space.
  ///   - branch: The branch's place in the pattern.
  ///   - context: The block.
  /// - Returns: Whether there is such a pair.
  func attends(_ query: Int, _ key: Int, branch: Int, in context: BlockContext) -> Bool

  /// Which branch the paper gives a head to, counted as ``attends(_:_:branch:in:)`` counts.
  ///
  /// Written from the paper, without the pattern: where branches look different ways, it says which
  /// heads look which way. One branch serves all heads unless told.
  func branch(ofHead head: Int, in context: BlockContext) -> Int

  /// What the keys are that ``attends(_:_:branch:in:)`` numbers, without the pattern; the tokens
  /// themselves unless told.
  func keySpace(ofBranch branch: Int, in context: BlockContext) -> AttentionPattern.KeySpace

  /// Why a token's region is what it is, in one line of at most 60 characters: "rows ≡ 1 (mod 4) ∪
  /// columns ≡ 2 (mod 4)".
  func reason(for query: Int, in context: BlockContext) -> String

  /// What a token reaches in the layer after, through tokens that exchange what they gathered; empty
  /// where a mechanism has nothing of the kind.
  func hops(for query: Int, in context: BlockContext) -> [AttentionHop]

  /// Query-key pairs of all heads as the paper counts them: on full windows.
  func nominalPairCount(in context: BlockContext) throws(ModelError) -> Int

  /// How the mechanism lies on a grid: how many groups of which size, and whether they fill it.
  ///
  /// - Throws: ``ModelError`` where the mechanism does not fit the grid.
  func fit(on grid: TokenGrid) throws(ModelError) -> GridFit

  /// Multiply-accumulates of the attention as the paper counts them, the products before and after
  /// (queries, keys, values, output) left out; papers print them as FLOPs.
  ///
  /// - Parameters:
  ///   - channels: Channels of a token.
  ///   - context: The block.
  /// - Returns: Multiply-accumulates of all heads.
  /// - Throws: ``ModelError`` where the mechanism does not fit the grid or the heads.
  func nominalMACs(channels: Int, in context: BlockContext) throws(ModelError) -> Int
}

extension AttentionMechanism {
  public static var shortName: String { name }
  public static var usualHeads: Int? { nil }
  public var name: String { Self.name }

  public func branch(ofHead head: Int, in context: BlockContext) -> Int { 0 }

  public func keySpace(
    ofBranch branch: Int, in context: BlockContext
  ) -> AttentionPattern.KeySpace { .tokens }

  public func hops(for query: Int, in context: BlockContext) -> [AttentionHop] { [] }

  /// As many groups as the pattern has in all branches.
  public func fit(on grid: TokenGrid) throws(ModelError) -> GridFit {
    let pattern = try pattern(for: BlockContext(grid: grid, heads: headsWithoutModel))
    return GridFit(
      GridFit.count(pattern.branches.reduce(0) { $0 + $1.groups.count }, "group"))
  }

  /// What the pattern really computes, where the paper counts no padding and no wrapped window.
  public func nominalPairCount(in context: BlockContext) throws(ModelError) -> Int {
    try pattern(for: context).pairCount
  }

  /// Two for each pair and channel of a head: the score, and the mix of values.
  public func nominalMACs(channels: Int, in context: BlockContext) throws(ModelError) -> Int {
    2 * (try nominalPairCount(in: context)) * channels / context.heads
  }
}

/// What a mechanism knows of the block it works in.
public struct BlockContext: Hashable, Sendable {
  /// How the tokens lie.
  public var grid: TokenGrid
  /// Attention rows for each token: heads, all branches together.
  public var heads: Int
  /// What a mechanism that clusters by likeness goes by.
  public var features: TokenFeatures?

  public init(grid: TokenGrid, heads: Int, features: TokenFeatures? = nil) {
    self.grid = grid
    self.heads = heads
    self.features = features
  }
}

/// Where a mechanism or a backbone comes from.
public struct Paper: Hashable, Sendable {
  public var title: String
  public var year: Int
  public var arXiv: String

  public init(_ title: String, year: Int, arXiv: String) {
    self.title = title
    self.year = year
    self.arXiv = arXiv
  }
}
