import Testing

@testable import VisionTransformers

/// How others attend to a token: their rows, turned round.
@Suite struct IncomingAttentionTests {
  /// Scores that differ from query to query, from key to key and from head to head.
  private struct MixedScores: AttentionScores {
    func scores(
      of query: Int, head: Int, keys: [Int], in branch: AttentionPattern.Branch
    ) -> [Float] {
      keys.map { Float(((query + 50) * 31 + ($0 + 50) * 17 * (head + 1)) % 23) / 7 }
    }
  }

  private static let names = MechanismCatalog.names.filter { $0 != FeatureSpaceAttention.name }

  static func patterns() throws -> [(String, AttentionPattern)] {
    try names.map { ($0, try MechanismCatalog.pattern($0, side: 14)) } + [
      ("padded", try ShiftedWindowAttention(size: 7, shift: 3).pattern(for: context(12, 10))),
      (
        "clusters",
        try FeatureSpaceAttention().pattern(for: ExampleFeatures.context(14, 14))
      ),
      ("lone cluster", try FeatureSpaceAttention().pattern(for: context(7, 7))),
      ("class token", try GlobalAttention(prefixCount: 1).pattern(for: context(4, 4))),
    ]
  }

  private static func context(_ rows: Int, _ columns: Int) -> BlockContext {
    BlockContext(grid: TokenGrid(rows: rows, columns: columns), heads: 4)
  }

  @Test("Each gives what its own row has for the token", arguments: try patterns())
  func rowsAgree(name: String, pattern: AttentionPattern) throws {
    let record = AttentionRecord(space: .image, pattern: pattern, scores: MixedScores())
    let grid = pattern.grid
    for token in [0, grid.count / 2 + 3, grid.count - 1] + (pattern.prefixCount > 0 ? [-1] : []) {
      let incoming = try #require(record.incoming(to: token))
      #expect(incoming.map(\.head) == Array(0..<pattern.heads))
      for own in incoming {
        #expect(Set(own.queries).count == own.queries.count)
        let field = ReceptiveField(incomingTo: token, in: pattern, head: own.head)
        #expect(Set(own.queries.filter { $0 >= 0 }) == Set(field.tokens))
        for (query, weight) in zip(own.queries, own.weights) {
          #expect(abs(weight - given(by: query, to: token, head: own.head, record)) < 1e-5)
        }
      }
      let pairs = record.incomingPairCount(to: token)
      #expect(pairs == (0..<pattern.heads).reduce(0) { $0 + pairCount($1, token, pattern) })
    }
  }

  @Test("One head alone is that head of all")
  func oneHeadIsEnough() throws {
    let record = AttentionRecord(
      space: .image, pattern: try MechanismCatalog.pattern("pale", side: 14), scores: MixedScores())
    let all = try #require(record.incoming(to: 20))
    for head in 0..<4 { #expect(record.incoming(to: 20, head: head) == [all[head]]) }
    #expect(record.incoming(to: 20, head: 4) == [])
  }

  @Test("Work that nobody wants ends")
  func unwantedWorkEnds() throws {
    let record = AttentionRecord(
      space: .image, pattern: try MechanismCatalog.pattern("global", side: 14),
      scores: MixedScores())
    var asked = 0
    let result = record.incoming(to: 0) {
      asked += 1
      return asked < 3
    }
    #expect(result == nil && asked == 3)
  }

  /// What a query's row has for a token, with the part of it that points between tokens give.
  private func given(
    by query: Int, to token: Int, head: Int, _ record: AttentionRecord
  ) -> Float {
    guard let row = record.row(of: query, head: head),
      let branch = record.pattern.branch(ofHead: head)
    else { return .nan }
    return zip(row.keys, row.weights).reduce(0) { sum, entry in
      let place = branch.keySpace.place(of: entry.0, on: record.pattern.grid)
      if case .prefix(let prefix) = place { return prefix == token ? sum + entry.1 : sum }
      let share = place.tokens(on: record.pattern.grid).first { $0.token == token }?.share ?? 0
      return sum + entry.1 * Float(share)
    }
  }

  private func pairCount(_ head: Int, _ token: Int, _ pattern: AttentionPattern) -> Int {
    guard let branch = pattern.branch(ofHead: head) else { return 0 }
    let keys = Set(branch.keySpace.keys(of: token, on: pattern.grid))
    return branch.groups.reduce(0) { sum, group in
      group.keys.contains(where: keys.contains)
        ? sum + group.queries.count * group.keys.count : sum
    }
  }
}
