extension TokenMass {
  /// Adds a share to the tokens that a key is read from.
  ///
  /// A summary draws evenly on its square, a point on the tokens around it; zeros beyond the grid are
  /// outside.
  mutating func add(_ share: Double, to place: AttentionPattern.KeySpace.Place) {
    switch place {
    case .token(let token), .prefix(let token): self[token] += share
    case .padding: outside += share
    case .square:
      let tokens = place.tokens(on: grid)
      for (token, _) in tokens { self[token] += share / Double(tokens.count) }
    case .sample:
      var rest = 1.0
      for (token, part) in place.tokens(on: grid) {
        self[token] += share * part
        rest -= part
      }
      outside += share * max(0, rest)
    }
  }

  /// Shares after some branches as shares before them, where every key of a token has the same weight.
  ///
  /// - Parameters:
  ///   - branches: Some branches of a pattern on this grid.
  ///   - heads: How many heads these have.
  /// - Returns: Shares before the branches.
  func attending(evenlyIn branches: [AttentionPattern.Branch], heads: Int) -> TokenMass {
    var result = TokenMass(on: grid, prefixCount: prefixCount)
    result.outside = outside
    for branch in branches {
      let part = Double(branch.heads.count) / Double(heads)
      for group in branch.groups {
        let share = group.queries.reduce(0) { $0 + self[$1] }
        guard share > 0 else { continue }
        for key in group.keys {
          result.add(
            part * share / Double(group.keys.count), to: branch.keySpace.place(of: key, on: grid))
        }
      }
    }
    return result
  }
}

extension [TokenMass] {
  /// Shares after some branches as shares before them, with the weights of a run, each row of which is
  /// computed once for all elements.
  ///
  /// - Parameters:
  ///   - record: What an attention layer left behind.
  ///   - branches: Some branches of its pattern.
  ///   - heads: How many heads these have.
  /// - Returns: Shares before the branches, one for each element.
  func attending(
    asIn record: AttentionRecord, _ branches: [AttentionPattern.Branch], heads: Int
  ) -> [TokenMass] {
    var results = map { mass in
      var result = TokenMass(on: mass.grid, prefixCount: mass.prefixCount)
      result.outside = mass.outside
      return result
    }
    for branch in branches {
      for query in branch.groups.lazy.flatMap(\.queries) {
        let takers = indices.filter { self[$0][query] > 0 }
        guard !takers.isEmpty else { continue }
        for head in branch.heads {
          guard let row = record.row(of: query, head: head) else { continue }
          let sum = row.weights.reduce(0) { $0 + Double($1) }
          for (key, weight) in zip(row.keys, row.weights) where weight > 0 {
            let place = branch.keySpace.place(of: key, on: record.pattern.grid)
            let part = Double(weight) / sum / Double(heads)
            for taker in takers { results[taker].add(part * self[taker][query], to: place) }
          }
        }
      }
    }
    return results
  }
}
