import Tensors

extension AttentionRecord {
  /// Queries whose scores are computed at once: as many as the kernel takes.
  private static let queriesAtOnce = 64

  /// Statistics of every head, over all tokens of the grid.
  ///
  /// Scores are computed from the kept queries and keys, some queries of a group at a time.
  ///
  /// - Parameters:
  ///   - stride: Pixels from one token to the next.
  ///   - isWanted: Asked often; when it answers no, the work ends.
  /// - Returns: One for each head, in order; `nil` where nobody wants them any more.
  public func headStatistics(
    stride: Double, while isWanted: () -> Bool = { true }
  ) -> [HeadStatistics]? {
    let most = pattern.branches.lazy.flatMap(\.groups).map(\.keys.count).max() ?? 0
    let memory = Matrix(rows: most, columns: Self.queriesAtOnce)
    let scratch = AttentionScratch()
    var statistics: [HeadStatistics] = []
    for branch in pattern.branches {
      var sums = branch.heads.map { _ in HeadStatistics.Sums() }
      let keyCount = pattern.prefixCount + branch.keySpace.keyGrid(on: pattern.grid).count
      for group in branch.groups {
        let part = Group(
          tokens: group.queries.filter { $0 >= 0 }, keys: group.keys,
          hasEachKeyOnce: group.keys.count <= keyCount, branch: branch, stride: stride)
        guard add(part, to: &sums, memory: memory, scratch: scratch, while: isWanted) else {
          return nil
        }
      }
      statistics += zip(branch.heads, sums).map {
        HeadStatistics(head: $0, branch: branch.name, sums: $1)
      }
    }
    return statistics.sorted { $0.head < $1.head }
  }

  /// A group without its prefix queries.
  private struct Group {
    let tokens: [Int]
    let keys: [Int]
    let hasEachKeyOnce: Bool
    let branch: AttentionPattern.Branch
    let stride: Double
  }

  /// Adds a group's tokens to the sums of its heads.
  ///
  /// - Returns: Whether it came to the end.
  private func add(
    _ group: Group, to sums: inout [HeadStatistics.Sums], memory: Matrix,
    scratch: AttentionScratch, while isWanted: () -> Bool
  ) -> Bool {
    guard group.hasEachKeyOnce else { return addRows(of: group, to: &sums, while: isWanted) }
    let places = ScorePlaces(
      queries: group.tokens.map {
        let (row, column) = pattern.grid.position(of: $0)
        return (Double(row), Double(column))
      },
      keys: group.keys.map {
        group.branch.keySpace.place(of: $0, on: pattern.grid).center(on: pattern.grid)
      })
    for first in Swift.stride(from: 0, to: group.tokens.count, by: Self.queriesAtOnce) {
      let range = first..<min(first + Self.queriesAtOnce, group.tokens.count)
      let tokens = Array(group.tokens[range])
      let tile = memory.rows(0..<group.keys.count).columns(0..<range.count)
      for (index, head) in group.branch.heads.enumerated() {
        guard isWanted() else { return false }
        scores.write(
          scoresOf: tokens, head: head, keys: group.keys, in: group.branch, into: tile,
          scratch: scratch)
        let own = ScoreSums(of: tile, at: places.queries(range))
        for (place, token) in tokens.enumerated() {
          sums[index].add(
            query: token, keys: group.keys.count, entropy: own.entropy(ofQuery: place),
            distance: own.distance(ofQuery: place) * group.stride,
            placed: own.placedWeight(ofQuery: place), largest: own.largestWeight(ofQuery: place))
        }
      }
    }
    return true
  }

  /// Adds the tokens of a group that has a key twice: weights of equal keys belong together.
  private func addRows(
    of group: Group, to sums: inout [HeadStatistics.Sums], while isWanted: () -> Bool
  ) -> Bool {
    for (index, head) in group.branch.heads.enumerated() {
      for token in group.tokens {
        guard isWanted() else { return false }
        guard let row = row(of: token, head: head) else { continue }
        let own = AttentionStatistics(of: row, query: token, in: pattern, stride: group.stride)
        let placed = zip(row.keys, row.weights).reduce(0.0) { sum, entry in
          let place = group.branch.keySpace.place(of: entry.0, on: pattern.grid)
          return place.center(on: pattern.grid) == nil ? sum : sum + Double(entry.1)
        }
        sums[index].add(
          query: token, keys: own.keyCount, entropy: own.entropy,
          distance: own.meanDistance ?? 0, placed: placed, largest: own.largestWeight)
      }
    }
    return true
  }
}
