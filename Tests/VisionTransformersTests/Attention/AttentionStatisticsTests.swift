import Testing
import VisionTransformers

@Suite struct AttentionStatisticsTests {
  @Test func evenAttentionInAWindowHasTheKnownDistances() throws {
    let pattern = try MechanismCatalog.pattern("window", side: 7)
    let center = statistics(of: 24, in: pattern, stride: 4)
    #expect(abs((center.meanDistance ?? 0) - 10.60998) < 1e-4)
    #expect(abs((statistics(of: 24, in: pattern, stride: 1).meanDistance ?? 0) - 2.652496) < 1e-5)
    #expect(abs(meanDistance(in: pattern, stride: 4) - 14.43786) < 1e-4)
    #expect(abs(meanDistance(in: pattern, stride: 1) - 3.609465) < 1e-5)
  }

  @Test func evenGlobalAttentionHasTheKnownDistance() throws {
    let pattern = try MechanismCatalog.pattern("global", side: 14)
    #expect(abs(meanDistance(in: pattern, stride: 16) - 116.4922) < 1e-3)
    #expect(abs(meanDistance(in: pattern, stride: 1) - 7.280764) < 1e-4)
  }

  @Test(arguments: [("window", 56, 3.89), ("pale", 56, 5.97), ("feature-space", 14, 4.23)])
  func evenAttentionHasTheEntropyOfItsCeiling(
    _ name: String, _ side: Int, _ ceiling: Double
  ) throws {
    let statistics = statistics(
      of: 30, in: try MechanismCatalog.pattern(name, side: side), stride: 4)
    #expect(abs(statistics.entropy - statistics.entropyCeiling) < 1e-5)
    #expect((statistics.entropyCeiling * 100).rounded() / 100 == ceiling)
    #expect(abs(statistics.effectiveKeys - Double(statistics.keyCount)) < 1e-2)
    #expect(abs(statistics.largestWeight - 1 / Double(statistics.keyCount)) < 1e-7)
  }

  @Test func attentionToOneKeyHasNoEntropy() throws {
    let pattern = try MechanismCatalog.pattern("window", side: 7)
    var row = evenRow(of: 0, head: 0, in: pattern)
    row.weights = row.keys.map { $0 == 45 ? 1 : 0 }
    let statistics = AttentionStatistics(of: row, query: 0, in: pattern, stride: 8)
    #expect(statistics.entropy == 0)
    #expect(statistics.effectiveKeys == 1)
    #expect(statistics.largestWeight == 1)
    #expect(statistics.keyCount == 49)
    #expect(abs((statistics.meanDistance ?? 0) - 8 * 45.0.squareRoot()) < 1e-9)
  }

  @Test func theMeanOverHeadsIsZeroOutsideOfAHeadsRegion() throws {
    let pattern = try MechanismCatalog.pattern("axial", side: 14)
    let rows = [0, 3].map { evenRow(of: 0, head: $0, in: pattern) }
    let mean = MeanAttention(of: rows)
    #expect(mean.keys == Array(0..<14) + (1..<14).map { $0 * 14 })
    #expect(mean.weights[0] == 1 / Float(14))
    #expect(mean.weights.dropFirst().allSatisfy { $0 == 1 / Float(28) })
    let statistics = AttentionStatistics(ofMean: rows, query: 0, in: pattern, stride: 1)
    #expect(statistics.keyCount == 27)
    #expect(abs(statistics.largestWeight - 1 / 14.0) < 1e-7)
    let entropy = Double.log14 / 14 + 26.0 / 28 * Double.log28
    #expect(abs(statistics.entropy - entropy) < 1e-6)
    #expect(abs((statistics.meanDistance ?? 0) - 2 * 91.0 / 28) < 1e-6)
  }

  @Test func theMeanOfNoHeadsIsEmpty() {
    #expect(MeanAttention(of: []).keys.isEmpty)
  }

  @Test func keysWithoutAPlaceAddNoDistanceAndTheRestIsNotScaledUp() throws {
    let context = BlockContext(grid: TokenGrid(rows: 1, columns: 3), heads: 1)
    let pattern = try GlobalAttention(prefixCount: 1).pattern(for: context)
    let row = AttentionRow(head: 0, keys: [-1, 0, 1, 2], weights: [0.5, 0.25, 0, 0.25])
    let statistics = AttentionStatistics(of: row, query: 0, in: pattern, stride: 4)
    #expect(statistics.meanDistance == 2)
    #expect(statistics.keyCount == 4)
    #expect(
      AttentionStatistics(of: row, query: -1, in: pattern, stride: 4).meanDistance == nil)
  }

  @Test func paddingAddsNoDistance() throws {
    let context = BlockContext(grid: TokenGrid(rows: 3, columns: 3), heads: 1)
    let pattern = try WindowAttention(size: 2).pattern(for: context)
    let row = AttentionRow(head: 0, keys: [10, 11, 14, 15], weights: [0.25, 0.25, 0.25, 0.25])
    let statistics = AttentionStatistics(of: row, query: 8, in: pattern, stride: 4)
    #expect(statistics.meanDistance == 0)
    #expect(abs(statistics.effectiveKeys - 4) < 1e-9)
    let other = AttentionRow(head: 0, keys: [2, 3, 6, 7], weights: [0, 0.5, 0.5, 0])
    #expect(
      AttentionStatistics(of: other, query: 2, in: pattern, stride: 4).meanDistance == 2)
  }

  @Test func aPooledKeyLiesInTheMiddleOfItsSquare() {
    let pattern = AttentionPattern(
      on: TokenGrid(rows: 1, columns: 4),
      branches: [
        .init(
          "all", heads: 0..<1, groups: [.init(queries: [0, 1, 2, 3], keys: [0])],
          keySpace: .pooled(TokenGrid(rows: 1, columns: 1), factor: 2))
      ])
    let row = AttentionRow(head: 0, keys: [0], weights: [1])
    let statistics = AttentionStatistics(of: row, query: 3, in: pattern, stride: 1)
    #expect(abs((statistics.meanDistance ?? 0) - 6.5.squareRoot()) < 1e-12)
  }

  @Test func aKeyThatIsThereTwiceIsOneKey() {
    let pattern = AttentionPattern(
      on: TokenGrid(rows: 1, columns: 2),
      branches: [
        .init("cluster", heads: 0..<1, groups: [.init(queries: [0, 1], keys: [0, 1, 0])])
      ])
    let row = AttentionRow(head: 0, keys: [0, 1, 0], weights: [0.25, 0.5, 0.25])
    let statistics = AttentionStatistics(of: row, query: 0, in: pattern, stride: 1)
    #expect(statistics.keyCount == 2)
    #expect(abs(statistics.effectiveKeys - 2) < 1e-12)
  }

  private func evenRow(of query: Int, head: Int, in pattern: AttentionPattern) -> AttentionRow {
    let keys = pattern.branch(ofHead: head)?.group(ofQuery: query)?.keys ?? []
    return AttentionRow(
      head: head, keys: keys, weights: keys.map { _ in 1 / Float(keys.count) })
  }

  private func statistics(
    of query: Int, in pattern: AttentionPattern, stride: Double
  ) -> AttentionStatistics {
    AttentionStatistics(
      of: evenRow(of: query, head: 0, in: pattern), query: query, in: pattern, stride: stride)
  }

  /// The mean over all tokens.
  private func meanDistance(in pattern: AttentionPattern, stride: Double) -> Double {
    let distances = (0..<pattern.grid.count).map {
      statistics(of: $0, in: pattern, stride: stride).meanDistance ?? 0
    }
    return distances.reduce(0, +) / Double(distances.count)
  }
}

extension Double {
  fileprivate static let log14 = 2.6390573296152586
  fileprivate static let log28 = 3.332204510175204
}
