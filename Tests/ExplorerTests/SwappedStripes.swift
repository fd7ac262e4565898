import VisionTransformers

/// CSWin's stripes, horizontal ones in the heads that the predicate gives the vertical ones.
struct SwappedStripes: AttentionMechanism {
  static let name = CrossShapedWindowAttention.name
  static let paper = CrossShapedWindowAttention.paper
  private let right = CrossShapedWindowAttention(stripeWidth: 7)

  func pattern(for context: BlockContext) throws(ModelError) -> AttentionPattern {
    var pattern = try right.pattern(for: context)
    let (first, second) = (pattern.branches[0], pattern.branches[1])
    pattern.branches = [
      .init(first.name, heads: first.heads, groups: second.groups),
      .init(second.name, heads: second.heads, groups: first.groups),
    ]
    return pattern
  }

  func attends(_ query: Int, _ key: Int, branch: Int, in context: BlockContext) -> Bool {
    right.attends(query, key, branch: branch, in: context)
  }

  func branch(ofHead head: Int, in context: BlockContext) -> Int {
    right.branch(ofHead: head, in: context)
  }

  func reason(for query: Int, in context: BlockContext) -> String {
    right.reason(for: query, in: context)
  }
}
