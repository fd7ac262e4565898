import Tensors
import Testing

@testable import VisionTransformers

@Suite struct BenchmarkTableTests {
  private func row(_ side: Int, macs: Int, seconds: [Double]) throws -> BenchmarkTable.Row {
    BenchmarkTable.Row(
      try BackboneCatalog.spec(named: "swin-t", input: PixelSize(square: side)), macs: macs,
      rounds: seconds.map { Benchmark.Run(seconds: $0) })
  }

  @Test("Growth is the time for each token beside the same model's in the same round")
  func growth() throws {
    let own = try row(224, macs: 12, seconds: [1, 2, 3])
    let larger = try row(448, macs: 48, seconds: [4.4, 8, 12.6])
    let table = BenchmarkTable(rows: [own, larger], limits: [24, 12, 5])
    #expect(table.growth(of: own) == nil)
    #expect(try abs(#require(table.growth(of: larger)) - 1.05) < 1e-12)
    #expect(own.median() == 2 && own.fastest == 1)
  }

  @Test("The share of the limit is that of the limit in the same round")
  func limitShare() throws {
    let row = try row(224, macs: 12, seconds: [1, 2, 3])
    let table = BenchmarkTable(rows: [row], limits: [24, 12, 5])
    #expect(table.limitShare(of: row) == 0.5)
  }

  @Test("Models take turns: a row for each, with as many rounds as asked")
  func turns() throws {
    let (small, smallPixels, pool) = try smallModel()
    let (large, largePixels, _) = try smallModel(side: 64)
    let candidates = [
      BenchmarkTable.Candidate(small, on: smallPixels),
      BenchmarkTable.Candidate(large, on: largePixels),
    ]
    var ended: [Int] = []
    let table = try #require(
      BenchmarkTable(
        candidates, rounds: 2, runs: 2, pool: pool, report: { ended.append($0) }))
    #expect(ended == [1, 2] && table.limits.count == 2)
    #expect(table.rows.map(\.spec.input.height) == [32, 64])
    #expect(table.rows.allSatisfy { $0.rounds.count == 2 && $0.fastest > 0 })
    #expect(table.rows.map(\.macs) == [small.cost.total, large.cost.total])
    #expect(try #require(table.growth(of: table.rows[1])) > 0)
    #expect(
      BenchmarkTable(candidates, rounds: 2, runs: 2, pool: pool, while: { false }) == nil)
  }

  @Test("Every model of the standard table can be made")
  func standardModels() throws {
    for entry in BenchmarkTable.standard {
      let input = entry.input.map { PixelSize(square: $0) }
      let spec = try BackboneCatalog.spec(named: entry.model, input: input)
      #expect(spec.input.height == entry.input ?? 224)
    }
  }
}
