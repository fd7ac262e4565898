/// What the compare page shows.
enum ComparePage: CaseIterable, Sendable {
  /// Small maps over the picture.
  case maps
  /// Small maps, each branch of heads in a colour of its own.
  case branches
  /// Sizes and costs, and what divides.
  case table
  /// Costs from grid to grid.
  case costs

  var next: Self {
    let all = Self.allCases
    return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
  }

  /// Whether there are small maps.
  var hasMaps: Bool { self == .maps || self == .branches }
}
