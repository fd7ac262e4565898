/// Which queries of a layer are compared.
public enum QuerySelection: Hashable, Sendable {
  case all
  /// About so many, spread over the grid, and all prefix tokens.
  case spread(Int)

  /// Rows of memory of the queries.
  func rows(prefixCount: Int, grid: TokenGrid) -> [Int] {
    let all = Array(0..<prefixCount + grid.count)
    guard case .spread(let wanted) = self, wanted > 0, grid.count > wanted else { return all }
    let step = (grid.count + wanted - 1) / wanted
    return all.filter { row in
      guard row >= prefixCount else { return true }
      let (row, column) = grid.position(of: row - prefixCount)
      return (row * 5 + column) % step == 0
    }
  }
}
