extension AttentionMechanism {
  /// The heads to lay the mechanism out for where no model says how many: those of the paper where
  /// each has a region of its own, else one for each branch.
  public var headsWithoutModel: Int {
    if let heads = Self.usualHeads { return heads }
    let grid = TokenGrid(rows: 49, columns: 49)
    let single = try? pattern(for: BlockContext(grid: grid, heads: 1))
    return single == nil && !followsFeatures ? 2 : 1
  }

  /// Whether the pattern follows from features, and not from the grid alone.
  public var followsFeatures: Bool { self is FeatureSpaceAttention }
}
