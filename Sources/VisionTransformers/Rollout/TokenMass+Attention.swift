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
    var result = emptied
    for branch in branches {
      let part = Double(branch.heads.count) / Double(heads)
      for group in branch.groups where !group.keys.isEmpty {
        let share = part * total(of: group.queries) / Double(group.keys.count)
        guard share > 0 else { continue }
        if branch.keySpace == .tokens {
          result.add(share, toEach: group.keys)
        } else {
          for key in group.keys { result.add(share, to: branch.keySpace.place(of: key, on: grid)) }
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
    var results = map(\.emptied)
    for branch in branches {
      for group in branch.groups {
        let takers = indices.filter { self[$0].total(of: group.queries) > 0 }
        guard !takers.isEmpty else { continue }
        let drawn = takers.map { self[$0] }.drawn(from: group, of: branch, in: record)
        for (place, taker) in takers.enumerated() {
          for (key, share) in zip(drawn.keys, drawn.shares[place]) where share > 0 {
            results[taker].add(
              share / Double(heads), to: branch.keySpace.place(of: key, on: record.pattern.grid))
          }
        }
      }
    }
    return results
  }

  /// How much each element draws on each key of a group, summed over queries and the branch's heads.
  private func drawn(
    from group: AttentionPattern.Group, of branch: AttentionPattern.Branch,
    in record: AttentionRecord
  ) -> (keys: [Int], shares: [[Double]]) {
    var keys: [Int] = []
    var shares = map { _ in [Double]() }
    for query in group.queries {
      let takers = indices.filter { self[$0][query] > 0 }
      guard !takers.isEmpty, let mean = record.sum(of: query, over: branch.heads) else { continue }
      if keys.isEmpty {
        keys = mean.keys
        shares = map { _ in [Double](repeating: 0, count: keys.count) }
      }
      for taker in takers { shares[taker].add(self[taker][query], times: mean.weights) }
    }
    return (keys, shares)
  }
}

extension AttentionRecord {
  /// The weights of a query in some heads of a branch, whose rows have the same keys, added up; each
  /// row counts 1 in all.
  fileprivate func sum(of query: Int, over heads: Range<Int>) -> (keys: [Int], weights: [Double])? {
    let rows = heads.compactMap { row(of: query, head: $0) }
    guard let keys = rows.first?.keys else { return nil }
    var sums = [Double](repeating: 0, count: keys.count)
    for row in rows {
      let weights = row.weights.map(Double.init)
      sums.add(1 / weights.reduce(0, +), times: weights)
    }
    return (keys, sums)
  }
}

extension [Double] {
  /// Adds a multiple of numbers, element by element.
  fileprivate mutating func add(_ factor: Double, times others: [Double]) {
    for index in indices { self[index] += factor * others[index] }
  }
}
