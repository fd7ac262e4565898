import Foundation
import Testing

@testable import VisionTransformers

@Suite struct HeadStatisticsTests {
  /// The same score for every pair.
  private struct EvenScores: AttentionScores {
    func scores(
      of query: Int, head: Int, keys: [Int], in branch: AttentionPattern.Branch
    ) -> [Float] { keys.map { _ in 0.5 } }
  }

  private func record(_ pattern: AttentionPattern) -> AttentionRecord {
    AttentionRecord(space: .image, pattern: pattern, scores: EvenScores())
  }

  @Test("Even attention in a window has the distance that is known for it")
  func evenWindow() throws {
    let heads = try #require(
      record(try MechanismCatalog.pattern("window", side: 7)).headStatistics(stride: 4))
    #expect(heads.map(\.head) == [0, 1, 2, 3])
    for head in heads {
      #expect(abs(head.meanDistance - 14.43786) < 1e-4)
      #expect(abs(head.entropy - log(49)) < 1e-5 && abs(head.entropyCeiling - log(49)) < 1e-9)
      #expect(abs((head.normalizedEntropy ?? 0) - 1) < 1e-6)
      #expect(abs(head.effectiveKeys - 49) < 1e-3)
      #expect(abs(head.largestWeight - 1 / 49.0) < 1e-6 && head.keyCount == 49)
      #expect(abs(head.unplacedShare) < 1e-6)
    }
  }

  @Test("Even attention everywhere has the distance that is known for it")
  func evenGlobal() throws {
    let heads = try #require(
      record(try MechanismCatalog.pattern("global", side: 14)).headStatistics(stride: 16))
    #expect(heads.allSatisfy { abs($0.meanDistance - 116.4922) < 1e-3 })
  }

  @Test("A class token takes its share of the attention, and may be left out of the distance")
  func classToken() throws {
    let context = BlockContext(grid: TokenGrid(rows: 1, columns: 3), heads: 1)
    let pattern = try GlobalAttention(prefixCount: 1).pattern(for: context)
    let head = try #require(record(pattern).headStatistics(stride: 3)?.first)
    // Distances of 0, 1 and 2 tokens, four keys each: (3 + 2 + 3) / 3 queries / 4 keys.
    #expect(abs(head.meanDistance - 3 * 8.0 / 12) < 1e-6)
    #expect(abs(head.unplacedShare - 0.25) < 1e-6)
    #expect(abs(head.meanDistanceOfPlaced - 3 * 8.0 / 9) < 1e-6)
    #expect(head.keyCount == 4)
  }

  @Test("Where a token sees itself only, entropy has no part of a ceiling")
  func loneTokens() throws {
    let pattern = AttentionPattern(
      on: TokenGrid(rows: 1, columns: 2),
      branches: [.init("all", heads: 0..<1, groups: [.init([0]), .init([1])])])
    let head = try #require(record(pattern).headStatistics(stride: 1)?.first)
    #expect(head.normalizedEntropy == nil && head.entropyCeiling == 0 && head.meanDistance == 0)
    #expect(head.entropy < 1e-6 && abs(head.effectiveKeys - 1) < 1e-6)
    #expect(abs(head.largestWeight - 1) < 1e-6)
  }

  @Test(
    "Statistics of heads are means of what is said of each token",
    arguments: [
      "pale-t", "cswin-t", "boat-swin-t", "boat-cswin-t", "deit-ti-distilled", "pvt-ti", "msg-t",
      "shuffle-t", "dat-t", "axial26s",
    ])
  func meansOfRows(_ model: String) throws {
    let run = try GoldenRun.of(model)
    let records = run.reports.flatMap(\.attention)
    let small = records.filter { $0.pattern.grid.count <= 196 }
    var checked = 0
    for record in [small.first, small.last].compactMap(\.self) {
      try expectMeansOfRows(record)
      checked += 1
    }
    #expect(checked == 2)
  }

  @Test("So they are where windows are padded, shifted and biased")
  func paddedWindows() throws {
    let run = try SmallRun("swin-t", input: PixelSize(height: 72, width: 96))
    let records = run.reports.flatMap(\.attention)
    #expect(records.count == 12)
    for record in records { try expectMeansOfRows(record) }
    let shares = records.compactMap { $0.headStatistics(stride: 1)?.first?.unplacedShare }
    #expect(shares.contains { $0 > 0.05 })
  }

  private func expectMeansOfRows(
    _ record: AttentionRecord, at location: SourceLocation = #_sourceLocation
  ) throws {
    let heads = try #require(record.headStatistics(stride: 16), sourceLocation: location)
    #expect(heads.map(\.head) == Array(0..<record.pattern.heads), sourceLocation: location)
    let count = record.pattern.grid.count
    for head in heads {
      let tokens = try (0..<count).map { token in
        AttentionStatistics(
          of: try #require(record.row(of: token, head: head.head)), query: token,
          in: record.pattern, stride: 16)
      }
      func mean(_ value: (AttentionStatistics) -> Double) -> Double {
        tokens.reduce(0) { $0 + value($1) } / Double(count)
      }
      func expect(_ actual: Double, _ expected: Double) {
        #expect(
          abs(actual - expected) <= 1e-5 * max(1, abs(expected)), "head \(head.head)",
          sourceLocation: location)
      }
      expect(head.meanDistance, mean { $0.meanDistance ?? -1 })
      expect(head.entropy, mean(\.entropy))
      expect(head.entropyCeiling, mean(\.entropyCeiling))
      expect(head.effectiveKeys, mean(\.effectiveKeys))
      expect(head.largestWeight, mean(\.largestWeight))
      expect(head.keyCount, mean { Double($0.keyCount) })
      let largest = tokens.map(\.largestWeight).max() ?? 0
      expect(head.peak.weight, largest)
      expect(tokens[head.peak.query].largestWeight, largest)
    }
  }

  @Test("Work that nobody wants any more ends")
  func cancellation() throws {
    let record = record(try MechanismCatalog.pattern("pale", side: 14))
    var asked = 0
    #expect(
      record.headStatistics(stride: 1) {
        asked += 1
        return asked < 3
      } == nil)
    #expect(asked == 3)
  }
}
