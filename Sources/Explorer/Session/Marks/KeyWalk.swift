import VisionTransformers

/// A walk over the tokens that one token attends to: the strongest key first where there was a run,
/// else the nearest token of the region first.
struct KeyWalk: Sendable {
  /// A token to go to.
  struct Stop: Sendable {
    let token: Int
    /// Nothing where tokens follow each other by distance.
    let weight: Float?
  }

  /// The token that the walk is about.
  let origin: Int
  let stops: [Stop]
  /// Where the walk has come to; nothing at its beginning.
  private(set) var place: Int?
  /// What was looked at after the last step: anything else, and the walk is over.
  var selection: Selection

  /// A walk from the token that is read.
  init(_ session: Session) {
    let reading = session.reading
    origin = reading.token
    selection = session.selection
    if let attention = reading.attention, selection.direction == .outgoing {
      stops = Self.strongest(attention, on: reading.grid, from: reading.token)
    } else {
      let field = try? reading.region.get().field
      stops = Self.nearest(field?.tokens.map { $0 } ?? [], on: reading.grid, to: reading.token)
    }
  }

  /// Whether stops have weights.
  var isByWeight: Bool { stops.first?.weight != nil }

  /// Goes on, or back.
  ///
  /// - Returns: The token to go to; nothing beyond the last, and before the beginning.
  mutating func step(_ step: Int) -> Int? {
    let next = (place ?? -1) + step
    guard next >= -1, next < stops.count, !(next == -1 && place == nil) else { return nil }
    place = next < 0 ? nil : next
    return next < 0 ? origin : stops[next].token
  }

  private static func strongest(
    _ attention: AttentionReading, on grid: TokenGrid, from origin: Int
  ) -> [Stop] {
    var seen: Set<Int> = [origin]
    return attention.strongest.compactMap { key in
      guard let token = key.place.middle(on: grid), seen.insert(token).inserted else { return nil }
      return Stop(token: token, weight: key.weight)
    }
  }

  private static func nearest(_ tokens: [Int], on grid: TokenGrid, to origin: Int) -> [Stop] {
    let (row, column) = grid.position(of: origin)
    func distance(_ token: Int) -> Int {
      let place = grid.position(of: token)
      return (place.row - row) * (place.row - row)
        + (place.column - column) * (place.column - column)
    }
    return tokens.filter { $0 != origin }
      .sorted { (distance($0), $0) < (distance($1), $1) }
      .map { Stop(token: $0, weight: nil) }
  }
}

extension AttentionPattern.KeySpace.Place {
  /// The token in the middle of what a key is read from; nothing where that is none of the grid.
  fileprivate func middle(on grid: TokenGrid) -> Int? {
    switch self {
    case .token(let token): token
    case .prefix, .padding: nil
    case .square(let rows, let columns):
      grid[
        min((rows.lowerBound + rows.upperBound) / 2, grid.rows - 1),
        min((columns.lowerBound + columns.upperBound) / 2, grid.columns - 1)]
    case .sample(let point):
      point.tokens(on: grid).max { $0.weight < $1.weight }?.token
    }
  }
}
