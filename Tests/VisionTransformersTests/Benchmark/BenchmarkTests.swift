import Tensors
import Testing

@testable import VisionTransformers

@Suite struct BenchmarkTests {
  @Test("A benchmark times as many passes as asked, and accounts for all of their seconds")
  func passesAreTimed() throws {
    let (backbone, pixels, pool) = try smallModel()
    var reported: [Benchmark.Run] = []
    var reportedBefore: [Int] = []
    let benchmark = try #require(
      Benchmark(
        of: backbone, on: pixels, runs: 3, pool: pool,
        prepared: { reportedBefore.append(reported.count) },
        report: { reported.append($0) }))
    #expect(benchmark.runs == reported && reported.count == 3 && reportedBefore == [0])
    #expect(benchmark.macs == backbone.cost.total && benchmark.threads == 2)
    for run in benchmark.runs {
      #expect(run.seconds > 0 && run.operations.total >= run.seconds * 0.999)
      #expect(run.blocks.count == backbone.blocks.count && run.blocks.allSatisfy { $0 > 0 })
      #expect(run.blocks.reduce(0, +) <= run.seconds)
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
    let runs = [9, 1, 3, 2, 4].map { Benchmark.Run(seconds: $0) }
    let benchmark = Benchmark(threads: 1, macs: 6, firstSeconds: 20, runs: runs, limit: 8)
    #expect(benchmark.median == 3 && benchmark.percentile(95) == 9 && benchmark.percentile(0) == 1)
    #expect(benchmark.macsPerSecond == 2 && benchmark.limitShare == 0.25)
    let none = Benchmark(threads: 1, macs: 6, firstSeconds: 20, runs: [], limit: 0)
    #expect(none.median == 0 && none.macsPerSecond == 0 && none.limitShare == 0)
  }

  @Test("What keeping things costs is the middle ratio of a round, not a ratio of middle times")
  func recordingCosts() {
    let cost = RecordingCost(rounds: [[10, 11, 15], [100, 102, 104], [40, 42, 48]])
    #expect(cost.median(.nothing) == 40 && cost.median(.attention) == 42)
    #expect(cost.ratio(.nothing) == 1 && cost.ratio(.attention) == 1.05)
    #expect(cost.ratio(.everything) == 1.2)
  }

  @Test("Passes that keep things are timed in turns with those that keep none")
  func recordingIsTimed() throws {
    let (backbone, pixels, pool) = try smallModel()
    let cost = try #require(RecordingCost(of: backbone, on: pixels, rounds: 4, pool: pool))
    for kept in RecordingCost.Kept.allCases {
      #expect(cost.median(kept) > 0 && cost.ratio(kept) > 0)
    }
    var asked = 0
    let unwanted = RecordingCost(
      of: backbone, on: pixels, rounds: 1000, pool: pool,
      while: {
        asked += 1
        return asked < 50
      })
    #expect(unwanted == nil && asked == 50)
  }
}

/// DeiT-Ti on a picture of so many pixels a side.
func smallModel(side: Int = 32) throws -> (Backbone, Matrix, ThreadPool) {
  let spec = try BackboneCatalog.spec(named: "deit-ti", input: PixelSize(square: side))
  let pool = ThreadPool(threads: 2)
  let backbone = try Backbone(spec, parameters: SeededParameters(), pool: pool)
  return (backbone, Matrix(rows: side * side, columns: 3), pool)
}
