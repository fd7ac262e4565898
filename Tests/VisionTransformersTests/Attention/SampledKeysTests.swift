import Testing
import VisionTransformers

/// Keys that are read between tokens.
@Suite struct SampledKeysTests {
  static let grid = TokenGrid(rows: 5, columns: 6)

  @Test(arguments: [
    (SamplePoint(row: 2, column: 3), [15: 1.0]),
    (SamplePoint(row: 2.25, column: 3), [15: 0.75, 21: 0.25]),
    (SamplePoint(row: 2.25, column: 3.5), [15: 0.375, 16: 0.375, 21: 0.125, 22: 0.125]),
    (SamplePoint(row: -0.25, column: 0), [0: 0.75]),
    (SamplePoint(row: 4.5, column: 5.5), [29: 0.25]),
    (SamplePoint(row: -1, column: 2), [:]),
    (SamplePoint(row: 2, column: 6), [:]),
    (SamplePoint(row: 1e9, column: -1e9), [:]),
  ])
  func aPointIsReadFromTheTokensAroundIt(_ point: SamplePoint, _ weights: [Int: Double]) {
    let tokens = point.tokens(on: Self.grid)
    #expect(Dictionary(uniqueKeysWithValues: tokens.map { ($0.token, $0.weight) }) == weights)
  }

  @Test func aFieldIsAllTokensThatAreReadAnythingOf() {
    let pattern = Self.pattern([
      SamplePoint(row: 0.5, column: 1), SamplePoint(row: 4, column: 5.25),
      SamplePoint(row: -3, column: 0),
    ])
    let seen = [1, 7, 29]
    #expect(Array(ReceptiveField(of: 0, in: pattern).tokens) == seen)
    #expect(Array(ReceptiveField(of: 0, through: [pattern]).tokens) == [0] + seen)
    #expect(ReceptiveField(incomingTo: 7, in: pattern).count == 30)
    #expect(ReceptiveField(incomingTo: 8, in: pattern).count == 0)
    #expect(ReceptiveField(incomingTo: 7, through: [pattern]).count == 30)
    #expect(Array(ReceptiveField(incomingTo: 8, through: [pattern]).tokens) == [8])
    #expect(pattern.samplePoints(of: 3, head: 0).count == 3)
    #expect(pattern.samplePoints(of: 3, head: 1).isEmpty)
  }

  @Test func distancesGoToThePointsThemselves() {
    let pattern = Self.pattern([
      SamplePoint(row: 0, column: 1.5), SamplePoint(row: 3, column: 0),
      SamplePoint(row: 0, column: 0),
    ])
    let row = AttentionRow(head: 0, keys: [0, 1, 2], weights: [0.5, 0.25, 0.25])
    let statistics = AttentionStatistics(of: row, query: 0, in: pattern, stride: 4)
    #expect(statistics.meanDistance == 4 * (0.75 + 0.75))
  }

  @Test func keysThatHeadsReadElsewhereAreOtherKeys() {
    let spaces = [0.0, 2.0].map { row in
      AttentionPattern.KeySpace.sampled(
        SampledKeys(
          on: TokenGrid(rows: 1, columns: 2),
          points: [SamplePoint(row: row, column: 0), SamplePoint(row: row, column: 1)]))
    }
    let group = AttentionPattern.Group(queries: Array(0..<30), keys: [0, 1])
    let pattern = AttentionPattern(
      on: Self.grid,
      branches: [
        .init("all", heads: 0..<2, groups: [group], keySpace: spaces[0]),
        .init("all", heads: 2..<3, groups: [group], keySpace: spaces[1]),
      ])
    let rows = (0..<3).map { AttentionRow(head: $0, keys: [0, 1], weights: [0.75, 0.25]) }
    let statistics = AttentionStatistics(ofMean: rows, query: 0, in: pattern, stride: 1)
    #expect(statistics.keyCount == 4)
    #expect(abs(statistics.largestWeight - 0.5) < 1e-6)
    let parts = MeanAttention.parts(of: rows, in: pattern)
    #expect(parts.map(\.space) == spaces)
    #expect(abs(parts.flatMap(\.attention.weights).reduce(0, +) - 1) < 1e-6)
  }

  /// All tokens attend to the same points.
  private static func pattern(_ points: [SamplePoint]) -> AttentionPattern {
    AttentionPattern(
      on: grid,
      branches: [
        .init(
          "all", heads: 0..<1,
          groups: [.init(queries: Array(0..<grid.count), keys: Array(points.indices))],
          keySpace: .sampled(
            SampledKeys(on: TokenGrid(rows: 1, columns: points.count), points: points)))
      ])
  }
}
