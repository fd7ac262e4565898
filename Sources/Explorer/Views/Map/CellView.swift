/// What the cells of the map show.
enum CellView: String, CaseIterable, Sendable {
  /// The picture, bright in the region and dim outside.
  case picture
  /// The region, each branch of heads in a colour of its own.
  case region
  /// How much attention falls on each token of the region.
  case weights
  /// Euclidean norm of each token after the block: the feature map itself.
  case norm

  var next: Self {
    let all = Self.allCases
    return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
  }
}
