/// All tokens attend to the same sampled points, as in the deformable blocks of DAT.
///
/// There are as many points as tokens. A network moves them, for each group of heads on its own, so
/// where they lie is known once a block has run; before, each is where an offset of zero leaves it. The
/// reference puts point i of n at `(i + ½) / n · (n − 1)`: towards the middle of the token, but for a
/// grid whose corners are the middles of its outermost tokens.
///
/// A key is read at one point for each group, and its channels are then mixed; the points drawn for a
/// head are those of its group.
public struct SharedDeformableAttention: AttentionMechanism {
  public static let name = DeformableAttention.name
  public static let paper = Paper(
    "Vision Transformer with Deformable Attention", year: 2022, arXiv: "2201.00520")

  /// Groups of heads with points of their own.
  public var groups: Int

  /// - Precondition: `groups` is at least 1.
  public init(groups: Int) {
    precondition(groups >= 1, "\(groups) groups of heads are none")
    self.groups = groups
  }

  public func pattern(for context: BlockContext) throws(ModelError) -> AttentionPattern {
    guard context.heads % groups == 0 else {
      throw .headsNotSplittable(heads: context.heads, branches: groups)
    }
    let points = pointsAtRest(on: context.grid)
    return pattern(at: [[SamplePoint]](repeating: points, count: groups), in: context)
  }

  /// Where an offset of zero leaves each point.
  private func pointsAtRest(on grid: TokenGrid) -> [SamplePoint] {
    (0..<grid.count).map { key in
      let (row, column) = grid.position(of: key)
      return SamplePoint(
        row: Self.place(row, of: grid.rows), column: Self.place(column, of: grid.columns))
    }
  }

  /// The pattern of points that are known.
  ///
  /// - Parameters:
  ///   - points: For each group of heads its points, as many as the grid has tokens.
  ///   - context: The block.
  /// - Returns: A branch for each group.
  /// - Precondition: Groups share the heads evenly.
  public func pattern(at points: [[SamplePoint]], in context: BlockContext) -> AttentionPattern {
    precondition(
      points.count == groups && context.heads % groups == 0,
      "\(context.heads) heads do not go with points of \(points.count) of \(groups) groups")
    let share = context.heads / groups
    let tokens = AttentionPattern.Group(Array(0..<context.grid.count))
    return AttentionPattern(
      on: context.grid,
      branches: points.enumerated().map { group, points in
        AttentionPattern.Branch(
          "all", heads: group * share..<(group + 1) * share, groups: [tokens],
          keySpace: .sampled(SampledKeys(on: context.grid, points: points)))
      })
  }

  public func attends(_ query: Int, _ key: Int, branch: Int, in context: BlockContext) -> Bool {
    (0..<context.grid.count).contains(key)
  }

  /// Heads that follow each other share a group.
  public func branch(ofHead head: Int, in context: BlockContext) -> Int {
    head / max(1, context.heads / groups)
  }

  public func keySpace(
    ofBranch branch: Int, in context: BlockContext
  ) -> AttentionPattern.KeySpace {
    .sampled(SampledKeys(on: context.grid, points: pointsAtRest(on: context.grid)))
  }

  public func reason(for query: Int, in context: BlockContext) -> String {
    "\(context.grid.count) points for all tokens, moved by the network"
  }

  private static func place(_ index: Int, of count: Int) -> Double {
    (Double(index) + 0.5) * Double(count - 1) / Double(count)
  }
}
