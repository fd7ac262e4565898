import Tensors
import Testing

@testable import VisionTransformers

@Suite struct BenchmarkTests {
  @Test("A benchmark times as many passes as asked, and accounts for all of their seconds")
  func passesAreTimed() throws {
    let (backbone, pixels, pool) = try smallModel()
    var reported: [Benchmark.Run] = []
    let benchmark = try #require(
      Benchmark(
        of: backbone, on: pixels, runs: 3, pool: pool, report: { reported.append($0) }))
    #expect(benchmark.runs == reported && reported.count == 3)
    #expect(benchmark.macs == backbone.cost.total && benchmark.threads == 2)
    for run in benchmark.runs {
      #expect(run.seconds > 0 && run.operations.total >= run.seconds * 0.999)
    }
    #expect(benchmark.limitShare > 0 && benchmark.limitShare < 2)
  }

  @Test("A benchmark that nobody wants any more ends in the middle of a pass")
  func unwantedPassesEnd() throws {
    let (backbone, pixels, pool) = try smallModel()
    var asked = 0
    let benchmark = Benchmark(
      of: backbone, on: pixels, runs: 1000, pool: pool,
      while: {
        asked += 1
        return asked < 30
      })
    #expect(benchmark == nil && asked == 30)
  }

  @Test("Percentiles are those of the nearest rank")
  func percentilesAreOfTheNearestRank() {
    let runs = [9, 1, 3, 2, 4].map { Benchmark.Run(seconds: $0, operations: OperationTimes()) }
    let benchmark = Benchmark(threads: 1, macs: 6, firstSeconds: 20, runs: runs, limit: 8)
    #expect(benchmark.median == 3 && benchmark.percentile(95) == 9 && benchmark.percentile(0) == 1)
    #expect(benchmark.macsPerSecond == 2 && benchmark.limitShare == 0.25)
    let none = Benchmark(threads: 1, macs: 6, firstSeconds: 20, runs: [], limit: 0)
    #expect(none.median == 0 && none.macsPerSecond == 0 && none.limitShare == 0)
  }

  private func smallModel() throws -> (Backbone, Matrix, ThreadPool) {
    let spec = try BackboneCatalog.spec(named: "deit-ti", input: PixelSize(square: 32))
    let pool = ThreadPool(threads: 2)
    let backbone = try Backbone(spec, parameters: SeededParameters(), pool: pool)
    return (backbone, Matrix(rows: 32 * 32, columns: 3), pool)
  }
}
