import Tensors

/// How others attend to one token in one head: the rows of all queries that see it, each at this
/// token.
public struct IncomingAttention: Equatable, Sendable {
  public var head: Int
  /// Tokens of the grid and prefix tokens (−1, −2, …) whose region the token is in, in the pattern's
  /// order.
  public var queries: [Int]
  /// What each gives to the token, of 1 that it has to give.
  public var weights: [Float]
}

extension AttentionRecord {
  /// Queries whose scores are computed at once: as many as the kernel takes.
  private static let queriesAtOnce = 64

  /// Queries that see a token, with what they share and which of that the token is, all heads of a
  /// branch alike.
  private func onlookers(
    of token: Int, in branch: AttentionPattern.Branch
  ) -> [(group: AttentionPattern.Group, places: [Int])] {
    let keys = Set(branch.keySpace.keys(of: token, on: pattern.grid))
    guard !keys.isEmpty else { return [] }
    return branch.groups.compactMap { group in
      let places = group.keys.indices.filter { keys.contains(group.keys[$0]) }
      return places.isEmpty ? nil : (group, places)
    }
  }

  /// How many weights have to be computed to know how others attend to a token.
  ///
  /// - Parameters:
  ///   - token: A token of the grid, or a prefix token.
  ///   - head: The head to look at; `nil` for all of them.
  /// - Returns: Pairs of a query that sees the token and one of its keys.
  public func incomingPairCount(to token: Int, head: Int? = nil) -> Int {
    pattern.branches.reduce(0) { sum, branch in
      let heads = head.map { branch.heads.contains($0) ? 1 : 0 } ?? branch.heads.count
      guard heads > 0 else { return sum }
      return sum
        + onlookers(of: token, in: branch).reduce(0) {
          $0 + heads * $1.group.queries.count * $1.group.keys.count
        }
    }
  }

  /// How others attend to a token, head by head.
  ///
  /// - Parameters:
  ///   - token: A token of the grid, or a prefix token.
  ///   - head: The head to look at; `nil` for all of them.
  ///   - isWanted: Asked often; when it answers no, the work ends.
  /// - Returns: One for each head, in order; `nil` where nobody wants them any more.
  public func incoming(
    to token: Int, head: Int? = nil, while isWanted: () -> Bool = { true }
  ) -> [IncomingAttention]? {
    let scratch = AttentionScratch()
    var result: [IncomingAttention] = []
    for branch in pattern.branches {
      let groups = onlookers(of: token, in: branch)
      let most = groups.lazy.map(\.group.keys.count).max() ?? 0
      let memory = Matrix(rows: most, columns: Self.queriesAtOnce)
      for own in branch.heads where head == nil || head == own {
        var attention = IncomingAttention(head: own, queries: [], weights: [])
        for (group, places) in groups {
          guard isWanted() else { return nil }
          attention.queries += group.queries
          if case .sampled = branch.keySpace {
            attention.weights += group.queries.map { sampledWeight(of: $0, head: own, at: token) }
          } else {
            attention.weights += weights(
              of: group, at: places, head: own, in: branch, memory: memory, scratch: scratch)
          }
        }
        result.append(attention)
      }
    }
    return result.sorted { $0.head < $1.head }
  }

  /// What each query of a group gives to some of its keys together.
  private func weights(
    of group: AttentionPattern.Group, at places: [Int], head: Int,
    in branch: AttentionPattern.Branch, memory: Matrix, scratch: AttentionScratch
  ) -> [Float] {
    var marks = [(row: Double, column: Double)?](repeating: nil, count: group.keys.count)
    for place in places { marks[place] = (0, 0) }
    let marked = ScorePlaces(
      queries: Array(repeating: (0, 0), count: group.queries.count), keys: marks)
    var weights: [Float] = []
    for first in stride(from: 0, to: group.queries.count, by: Self.queriesAtOnce) {
      let range = first..<min(first + Self.queriesAtOnce, group.queries.count)
      let tile = memory.rows(0..<group.keys.count).columns(0..<range.count)
      scores.write(
        scoresOf: Array(group.queries[range]), head: head, keys: group.keys, in: branch,
        into: tile, scratch: scratch)
      let sums = ScoreSums(of: tile, at: marked.queries(range))
      weights += (0..<range.count).map { Float(sums.placedWeight(ofQuery: $0)) }
    }
    return weights
  }

  /// What a query gives to a token through the points that are read from it.
  private func sampledWeight(of query: Int, head: Int, at token: Int) -> Float {
    guard let row = row(of: query, head: head), let branch = pattern.branch(ofHead: head) else {
      return 0
    }
    return zip(row.keys, row.weights).reduce(0) { sum, entry in
      let shares = branch.keySpace.place(of: entry.0, on: pattern.grid).tokens(on: pattern.grid)
      return sum
        + shares.reduce(0) { $1.token == token ? $0 + entry.1 * Float($1.share) : $0 }
    }
  }
}
