/// Keys that are read at points between tokens, each from the tokens around it.
public struct SampledKeys: Hashable, Sendable {
  /// The grid whose numbers the keys are.
  public let grid: TokenGrid
  /// One for each key.
  public let points: [SamplePoint]

  /// - Precondition: There are as many points as the grid has places.
  public init(on grid: TokenGrid, points: [SamplePoint]) {
    precondition(points.count == grid.count, "\(points.count) points do not fill \(grid)")
    self.grid = grid
    self.points = points
  }
}

extension AttentionPattern {
  /// Where a token's keys are read in one head, in the order of its keys; empty where keys are tokens.
  ///
  /// - Parameters:
  ///   - query: A token of the grid, or a prefix token.
  ///   - head: The head to look at.
  /// - Returns: Points in rows and columns of the grid.
  public func samplePoints(of query: Int, head: Int) -> [SamplePoint] {
    guard let branch = branch(ofHead: head), case .sampled(let keys) = branch.keySpace else {
      return []
    }
    return branch.group(ofQuery: query)?.keys.map { keys.points[$0] } ?? []
  }
}
