/// Every token attends to every token.
public struct GlobalAttention: AttentionMechanism {
  public static let name = "global"
  public static let paper = Paper(
    "An Image is Worth 16x16 Words: Transformers for Image Recognition at Scale", year: 2020,
    arXiv: "2010.11929")

  /// How many class or distillation tokens stand before the tokens of the grid.
  public var prefixCount: Int

  public init(prefixCount: Int = 0) { self.prefixCount = prefixCount }

  public func pattern(for context: BlockContext) throws(ModelError) -> AttentionPattern {
    let tokens = (0..<prefixCount).map { -1 - $0 } + Array(0..<context.grid.count)
    return AttentionPattern(
      on: context.grid,
      branches: [.init("all", heads: 0..<context.heads, groups: [.init(tokens)])],
      prefixCount: prefixCount)
  }

  public func attends(_ query: Int, _ key: Int, branch: Int, in context: BlockContext) -> Bool {
    key >= -prefixCount && key < context.grid.count
  }

  public func nominalPairCount(in context: BlockContext) throws(ModelError) -> Int {
    let tokens = prefixCount + context.grid.count
    return context.heads * tokens * tokens
  }

  public func fit(on grid: TokenGrid) throws(ModelError) -> GridFit {
    GridFit("1 group of all \(grid.count) tokens")
  }

  public func reason(for query: Int, in context: BlockContext) -> String {
    prefixCount == 0
      ? "all \(context.grid.count) tokens"
      : "all \(context.grid.count) tokens and \(prefixCount) prefix token"
        + (prefixCount == 1 ? "" : "s")
  }
}
