import Foundation
import Tensors
import Testing

@testable import VisionTransformers

@Suite struct PositionOnlyAttentionTests {
  /// A table of Swin's for windows of 7, two heads.
  private static let table = Tensor(
    (0..<169 * 2).map { Float($0 * 37 % 101) / 50 - 1 }, shape: [169, 2])

  private func record(on grid: TokenGrid, shift: Int) throws -> AttentionRecord {
    let context = BlockContext(grid: grid, heads: 2)
    let pattern = try
      (shift == 0
      ? WindowAttention(size: 7) as any AttentionMechanism
      : ShiftedWindowAttention(size: 7, shift: shift)).pattern(for: context)
    var random = 1
    let qkv = Matrix(rows: grid.count + 1, columns: 12)
    for row in 0..<qkv.rows {
      for column in 0..<12 {
        random = (random * 48271) % 2_147_483_647
        qkv[row, column] = Float(random % 1000) / 500 - 1
      }
    }
    let bias = RelativePositionBias(table: Self.table, window: 7, heads: 2, step: (1, 1))
    return AttentionRecord(
      space: .image, pattern: pattern,
      scores: ProjectedScores(
        qkv: qkv, width: 4, headWidth: 2, scale: 0.7, bias: bias, pattern: pattern))
  }

  @Test("Weights are the softmax of B[(Δi + 6) · 13 + Δj + 6], over the region", arguments: [0, 3])
  func formula(_ shift: Int) throws {
    let grid = TokenGrid(rows: 14, columns: 14)
    let record = try record(on: grid, shift: shift)
    for (query, head) in [(0, 0), (100, 1), (195, 0), (13, 1)] {
      let row = try #require(record.positionOnlyRow(of: query, head: head))
      #expect(row.keys == record.row(of: query, head: head)?.keys)
      let (i, j) = grid.position(of: query)
      let powers = row.keys.map { key in
        let (k, l) = grid.position(of: key)
        return exp(Double(Self.table.scalars[((i - k + 6) * 13 + j - l + 6) * 2 + head]))
      }
      let total = powers.reduce(0, +)
      for (weight, power) in zip(row.weights, powers) {
        #expect(abs(Double(weight) - power / total) < 1e-6)
      }
    }
  }

  @Test("Two pictures share it, and tokens in the middle of two windows too")
  func independence() throws {
    let record = try record(on: TokenGrid(rows: 14, columns: 14), shift: 0)
    let (one, other) = (
      try #require(record.positionOnlyRow(of: 3 * 14 + 3, head: 0)),
      try #require(record.positionOnlyRow(of: 10 * 14 + 10, head: 0))
    )
    #expect(one.weights == other.weights && one.keys != other.keys)
    #expect(record.row(of: 3 * 14 + 3, head: 0)?.weights != one.weights)
  }

  @Test(
    "Layers without such a term have none, and DAT has one",
    arguments: [("pale-t", false), ("deit-ti-distilled", false), ("dat-t", true)])
  func families(_ model: String, _ hasTerm: Bool) throws {
    let records = try GoldenRun.of(model).reports.flatMap(\.attention)
    let rows = records.compactMap { $0.positionOnlyRow(of: 0, head: 0) }
    #expect(!rows.isEmpty == hasTerm)
    for row in rows { #expect(abs(row.weights.reduce(0, +) - 1) < 1e-5) }
  }

  @Test("A token or a head that is not there has none")
  func nothing() throws {
    let record = try record(on: TokenGrid(rows: 7, columns: 7), shift: 0)
    #expect(record.positionOnlyRow(of: 49, head: 0) == nil)
    #expect(record.positionOnlyRow(of: 0, head: 2) == nil)
  }
}
