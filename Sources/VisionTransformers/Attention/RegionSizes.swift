/// How many tokens the regions of a layer hold, all heads together, over all tokens of the grid.
///
/// Windows that the border cuts, or that wrap around it, make regions differ.
public struct RegionSizes: Hashable, Sendable {
  public let smallest: Int
  public let largest: Int
  /// The mean over the tokens of the grid.
  public let mean: Double
  /// That mean as a part of the grid, from 0 to 1.
  public let meanShare: Double

  /// Counts the regions of a layer.
  ///
  /// Tokens that have the same groups in every branch have the same region, which is counted once.
  public init(of pattern: AttentionPattern) {
    var known: [[Int]: Int] = [:]
    var (smallest, largest, sum) = (Int.max, 0, 0)
    for token in 0..<pattern.grid.count {
      let groups = pattern.branches.map { $0.groupIndex(ofQuery: token) ?? -1 }
      let count = known[groups] ?? ReceptiveField(of: token, in: pattern).count
      known[groups] = count
      smallest = min(smallest, count)
      largest = max(largest, count)
      sum += count
    }
    let tokens = max(1, pattern.grid.count)
    self.smallest = min(smallest, largest)
    self.largest = largest
    mean = Double(sum) / Double(tokens)
    meanShare = mean / Double(tokens)
  }
}
