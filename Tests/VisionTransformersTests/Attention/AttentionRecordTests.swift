import Testing

@testable import VisionTransformers

@Suite struct AttentionRecordTests {
  /// Scores by which a key with a greater number weighs more, and in later heads more so.
  struct ScoresByNumber: AttentionScores {
    func scores(
      of query: Int, head: Int, keys: [Int], in branch: AttentionPattern.Branch
    ) -> [Float] {
      keys.map { Float($0 * (head + 1)) / 10 }
    }
  }

  @Test func aRowHasOneWeightForEachKeyOfTheGroup() throws {
    let record = try record(of: "pale")
    for head in 0..<4 {
      let row = try #require(record.row(of: 77, head: head))
      let branch = try #require(record.pattern.branch(ofHead: head))
      #expect(row.keys == branch.group(ofQuery: 77)?.keys)
      #expect(row.head == head)
      #expect(row.weights.count == row.keys.count)
      #expect(abs(row.weights.reduce(0, +) - 1) < 1e-5)
      #expect(row.weights.sorted() == row.weights)
    }
    #expect(record.rows(of: 77) == (0..<4).compactMap { record.row(of: 77, head: $0) })
  }

  @Test func thereIsNoRowOfATokenOrAHeadThatIsNotThere() throws {
    let record = try record(of: "window")
    #expect(record.row(of: 196, head: 0) == nil)
    #expect(record.row(of: -1, head: 0) == nil)
    #expect(record.row(of: 0, head: 4) == nil)
    #expect(record.rows(of: 196).isEmpty)
  }

  private func record(of name: String) throws -> AttentionRecord {
    AttentionRecord(
      space: .image, pattern: try MechanismCatalog.pattern(name, side: 14),
      scores: ScoresByNumber())
  }
}
