/// In which group each query is, found without a search.
struct QueryIndex: Equatable, Sendable {
  private let lowest: Int
  /// For each number from ``lowest`` on, the place of its group, or −1.
  private let places: [Int32]

  /// - Precondition: No token is a query of two groups.
  init(of groups: [AttentionPattern.Group]) {
    let lowest = groups.lazy.compactMap { $0.queries.min() }.min() ?? 0
    let highest = groups.lazy.compactMap { $0.queries.max() }.max() ?? lowest - 1
    var places = [Int32](repeating: -1, count: highest - lowest + 1)
    for (place, group) in groups.enumerated() {
      for query in group.queries {
        let other = places[query - lowest]
        precondition(other < 0, "token \(query) is a query of groups \(other) and \(place)")
        places[query - lowest] = Int32(place)
      }
    }
    self.lowest = lowest
    self.places = places
  }

  /// The place of a query's group; `nil` for a token that is no query.
  subscript(query: Int) -> Int? {
    let index = query - lowest
    guard places.indices.contains(index), places[index] >= 0 else { return nil }
    return Int(places[index])
  }
}
