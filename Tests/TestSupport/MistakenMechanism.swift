public import VisionTransformers

/// A mechanism whose pattern is not what its predicate says.
public struct MistakenMechanism<Base: AttentionMechanism>: AttentionMechanism {
  public static var name: String { Base.name }
  public static var paper: Paper { Base.paper }

  /// What the predicate says.
  public var base: Base
  /// Another pattern than that of ``base``.
  public var mistake: @Sendable (BlockContext) throws(ModelError) -> AttentionPattern

  public func pattern(for context: BlockContext) throws(ModelError) -> AttentionPattern {
    try mistake(context)
  }

  public func attends(_ query: Int, _ key: Int, branch: Int, in context: BlockContext) -> Bool {
    base.attends(query, key, branch: branch, in: context)
  }

  public func branch(ofHead head: Int, in context: BlockContext) -> Int {
    base.branch(ofHead: head, in: context)
  }

  public func keySpace(ofBranch branch: Int, in context: BlockContext) -> AttentionPattern.KeySpace
  {
    base.keySpace(ofBranch: branch, in: context)
  }

  public func reason(for query: Int, in context: BlockContext) -> String {
    base.reason(for: query, in: context)
  }
}

extension MistakenMechanism<CrossShapedWindowAttention> {
  /// Horizontal stripes in the heads of the vertical ones, and the other way round.
  public static var swappedStripes: Self {
    let right = CrossShapedWindowAttention(stripeWidth: 7)
    return Self(base: right) { context throws(ModelError) in
      var pattern = try right.pattern(for: context)
      let (first, second) = (pattern.branches[0], pattern.branches[1])
      pattern.branches = [
        .init(first.name, heads: first.heads, groups: second.groups),
        .init(second.name, heads: second.heads, groups: first.groups),
      ]
      return pattern
    }
  }
}

extension MistakenMechanism<ShiftedWindowAttention> {
  /// Windows of 7 that are shifted by 4 instead of 3.
  public static var shiftedTooFar: Self {
    Self(base: ShiftedWindowAttention(size: 7, shift: 3)) { context throws(ModelError) in
      try ShiftedWindowAttention(size: 7, shift: 4).pattern(for: context)
    }
  }

  /// Windows that the border cuts lose their last token as a key.
  public static var cutAtTheShift: Self {
    let right = ShiftedWindowAttention(size: 7, shift: 3)
    return Self(base: right) { context throws(ModelError) in
      let pattern = try right.pattern(for: context)
      return pattern.mapGroups { group in
        group.keys.count == 49 ? group : .init(queries: group.queries, keys: group.keys.dropLast())
      }
    }
  }
}

extension MistakenMechanism<WindowAttention> {
  /// Windows that end where the grid ends, instead of going on over zero tokens.
  public static var cutAtTheBorder: Self {
    let right = WindowAttention(size: 7)
    return Self(base: right) { context throws(ModelError) in
      try right.pattern(for: context).mapGroups { .init($0.queries) }
    }
  }
}

extension MistakenMechanism<PaleShapedAttention> {
  /// Rows attend to the pale after their own.
  public static var wrongPhase: Self {
    let right = PaleShapedAttention(rows: 7, columns: 7)
    return Self(base: right) { context throws(ModelError) in
      var pattern = try right.pattern(for: context)
      let rows = pattern.branches[0]
      pattern.branches[0] = .init(
        rows.name, heads: rows.heads,
        groups: rows.groups.indices.map { pale in
          .init(
            queries: rows.groups[pale].queries,
            keys: rows.groups[(pale + 1) % rows.groups.count].keys)
        })
      return pattern
    }
  }
}

extension AttentionPattern {
  /// The same branches with other groups, whose keys are tokens.
  fileprivate func mapGroups(_ change: (Group) -> Group) -> AttentionPattern {
    AttentionPattern(
      on: grid,
      branches: branches.map { branch in
        Branch(branch.name, heads: branch.heads, groups: branch.groups.map(change))
      }, prefixCount: prefixCount)
  }
}
