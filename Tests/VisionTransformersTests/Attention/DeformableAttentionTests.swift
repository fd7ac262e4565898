import Testing
import VisionTransformers

@Suite struct DeformableAttentionTests {
  /// What the reference sets its offsets to, as (column, row), head by head.
  static let compass = [(1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1)]

  @Test func eightHeadsLookAlongTheCompass() throws {
    let context = BlockContext(grid: TokenGrid(rows: 14, columns: 14), heads: 8)
    let pattern = try DeformableAttention().pattern(for: context)
    for query in 0..<196 {
      for (head, step) in Self.compass.enumerated() {
        let expected = (1...4).map {
          SamplePoint(
            row: Double(query / 14 + $0 * step.1), column: Double(query % 14 + $0 * step.0))
        }
        #expect(pattern.samplePoints(of: query, head: head) == expected)
      }
    }
    let center = ReceptiveField(of: context.grid[7, 7], in: pattern)
    #expect(center.count == 32)
    #expect(center.span == (9, 9))
    #expect(ReceptiveField(of: 0, in: pattern, head: 5).count == 0)
  }

  @Test func otherNumbersOfHeadsShareTheCircle() throws {
    let context = BlockContext(grid: TokenGrid(rows: 9, columns: 9), heads: 3)
    let pattern = try DeformableAttention(points: 2).pattern(for: context)
    let second = pattern.samplePoints(of: context.grid.center, head: 1)
    #expect(second.map { $0.row } == [5, 6])
    for (point, distance) in zip(second, [1.0, 2]) {
      #expect(abs(point.column - (4 - distance / 3.0.squareRoot())) < 1e-11)
    }
    #expect(ReceptiveField(of: context.grid.center, in: pattern, head: 1).count == 4)
    #expect(try DeformableAttention().nominalPairCount(in: context) == 3 * 81 * 4)
  }
}
