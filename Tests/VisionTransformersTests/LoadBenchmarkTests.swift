import Foundation
import Tensors
import Testing
import VisionTransformers

/// How long loading takes, beside reading and packing alone.
@Suite struct LoadBenchmarkTests {
  private func bytes(_ paths: [String]) throws -> Int {
    try paths.reduce(0) { sum, path in
      let size = try FileManager.default.attributesOfItem(atPath: path)[.size]
      return sum + (try #require(size as? Int))
    }
  }

  @Test("every byte of every file is read, and every round takes some time")
  func files() throws {
    let folder = CheckpointFixture.path("transformers-swin")
    let index = "\(folder)/model.safetensors.index.json"
    let shards = (1...2).map { "\(folder)/model-0000\($0)-of-00002.safetensors" }
    let single = CheckpointFixture.golden("swin-micro.official.pth")
    for (path, files) in [(index, shards), (single, [single])] {
      let benchmark = try LoadBenchmark(
        ofCheckpoint: path, rounds: 3, pool: ThreadPool(threads: 2))
      #expect(benchmark.bytes == (try bytes(files)))
      #expect(benchmark.rounds.count == 3 && benchmark.threads == 2)
      #expect(benchmark.rounds.allSatisfy { $0.ready > 0 && $0.reading > 0 && $0.packing > 0 })
      // Until it is ready a model is read and packed, its names and shapes understood besides.
      #expect(benchmark.ratio > 0.5)
    }
  }

  @Test("the ratio is the middle one of the rounds, and not that of the middle times")
  func medians() {
    let benchmark = LoadBenchmark(
      model: "swin-b", threads: 1, bytes: 1,
      rounds: [
        .init(ready: 3, reading: 1, packing: 1), .init(ready: 12, reading: 2, packing: 4),
        .init(ready: 5, reading: 4, packing: 1),
      ])
    #expect(benchmark.ratio == 1.5)
    #expect(benchmark.median(of: \.ready) == 5)
    #expect(benchmark.median(of: \.packing) == 1)
  }

  @Test("a checkpoint that cannot be run is refused with its own sentence")
  func refusals() throws {
    let path = CheckpointFixture.golden("cswin-micro.ema.pth.tar")
    #expect {
      try LoadBenchmark(ofCheckpoint: path, rounds: 1, pool: ThreadPool(threads: 1))
    } throws: { "\($0)".contains("say it with --heads") }
    let heads = CheckpointHints(heads: [2, 2, 4, 8])
    let benchmark = try LoadBenchmark(
      ofCheckpoint: path, hints: heads, rounds: 1, pool: ThreadPool(threads: 1))
    #expect(benchmark.model == "cswin (width 16, depths 1,1,2,1)")
  }
}
