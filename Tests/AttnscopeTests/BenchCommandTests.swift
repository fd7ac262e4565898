import Foundation
import TestSupport
import Testing
import VisionTransformers

@testable import attnscope

/// What `attnscope bench` prints.
@Suite("The bench command") struct BenchCommandTests {
  struct Bench: Decodable {
    struct Block: Decodable {
      var stage: Int
      var block: Int
      var milliseconds: Double
      var macs: Int
    }

    var runs: Int
    var median: Double
    var operations: [String: Double]
    var clusteredAttention: Double?
    var blocks: [Block]
    var weightBytes: Int
    var peakBytes: Int
  }

  private func bench(_ arguments: [String]) throws -> Bench {
    let result = try Executable.run(["bench", "--threads", "2", "--json"] + arguments)
    #expect(result.status == 0, "\(result.error)")
    return try JSONDecoder().decode(Bench.self, from: result.output)
  }

  private static let small = ["--model", "deit-ti", "--input", "32"]

  @Test("gives the time of each block, the bytes of the weights, and the memory that runs take")
  func blocks() throws {
    let bench = try bench(Self.small + ["-n", "2"])
    let spec = try BackboneCatalog.spec(named: "deit-ti", input: PixelSize(square: 32))
    let audit = try spec.audit()
    #expect(bench.runs == 2 && bench.blocks.map(\.block) == Array(1...12))
    #expect(bench.blocks.allSatisfy { $0.stage == 1 && $0.milliseconds > 0 })
    // The classifier is no block.
    #expect(bench.blocks.reduce(0) { $0 + $1.macs } + 192 * 1000 == audit.cost.total)
    #expect(bench.weightBytes == 4 * audit.parameters.count)
    // Measuring the machine's limit takes 67 MB, which are not among them.
    #expect(
      bench.peakBytes > bench.weightBytes && bench.peakBytes < bench.weightBytes + 150_000_000)
    #expect(
      bench.operations.keys.sorted() == [
        "attention", "mlp", "other", "projection", "qkv", "waiting",
      ])
    #expect(bench.clusteredAttention == nil)
  }

  @Test("tells clustering apart from the attention inside clusters")
  func clustering() throws {
    let bench = try bench(["--model", "boat-swin-t", "-n", "1"])
    let inside = try #require(bench.clusteredAttention)
    #expect(try #require(bench.operations["clustering"]) > 0)
    #expect(try inside > 0 && inside < #require(bench.operations["attention"]))
  }

  @Test("takes no more than 60 MB besides the weights of Swin-T")
  func memory() throws {
    let bench = try bench(["--model", "swin-t", "-n", "1"])
    #expect(bench.peakBytes <= bench.weightBytes + 60_000_000)
  }

  @Test("prints blocks for people where they are asked for")
  func text() throws {
    let plain = try Executable.run(["bench", "-n", "1"] + Self.small)
    let blocks = try Executable.run(["bench", "-n", "1", "--blocks"] + Self.small)
    #expect(!plain.text.contains("s1b12") && blocks.text.contains("s1b12"))
    #expect(!plain.text.contains("clustering") && plain.text.contains("weights "))
  }

  @Test("says what keeping things for the explorer costs")
  func recording() throws {
    let result = try Executable.run(["bench", "--recording", "-n", "3", "--json"] + Self.small)
    let report = try #require(
      JSONSerialization.jsonObject(with: result.output) as? [String: Any])
    let ratios = try #require(report["ratios"] as? [String: Double])
    #expect(ratios["nothing"] == 1 && ratios.count == 3 && ratios.values.allSatisfy { $0 > 0 })
  }

  @Test("answers lines of standard input with as many times, until there are no more")
  func serving() throws {
    let result = try Executable.run(
      ["bench", "--serve"] + Self.small, input: Data("2\n1\n".utf8))
    let lines = result.text.split(separator: "\n")
    #expect(result.status == 0 && lines.count == 3 && lines.first == "ready")
    let times = try lines.dropFirst().map {
      try JSONDecoder().decode([Double].self, from: Data($0.utf8))
    }
    #expect(times.map(\.count) == [2, 1] && times.joined().allSatisfy { $0 > 0 })
  }

  @Test("times the explorer's answers to keys on two sizes of screen")
  func screen() throws {
    let result = try Executable.run(
      ["bench", "--screen", "-n", "4", "--json", "--model", "deit-ti"])
    let screens = try #require(
      JSONSerialization.jsonObject(with: result.output) as? [[String: Any]])
    #expect(screens.map { $0["columns"] as? Int } == [120, 300])
    #expect(screens.allSatisfy { $0["median"] as? Double ?? 0 > 0 })
  }

  @Test(
    "refuses what does not go together",
    arguments: [
      (["-n", "0"], "-n is 0"), (["--table", "--model", "swin-t"], "--model does not go"),
      (["--serve", "-n", "3"], "-n does not go with --serve"),
      (["--serve", "--blocks"], "--serve"),
    ])
  func mistakes(arguments: [String], sentence: String) throws {
    let result = try Executable.run(["bench"] + arguments)
    #expect(result.status == 2 && result.output.isEmpty)
    #expect(result.error.contains(sentence), "\(result.error)")
  }

  @Test("refuses a line that is no number of runs")
  func wrongLines() throws {
    let result = try Executable.run(["bench", "--serve"] + Self.small, input: Data("many\n".utf8))
    #expect(result.status == 2 && result.text == "ready\n")
    #expect(result.error.contains("standard input has \"many\": expected a number of runs"))
  }

  @Test("puts models into a table, with clustering and growth only where there are any")
  func table() throws {
    func row(_ model: String, _ side: Int, _ seconds: Double) throws -> BenchmarkTable.Row {
      var times = OperationTimes()
      times[.clustering] = model.hasPrefix("boat") ? seconds / 20 : 0
      return BenchmarkTable.Row(
        try BackboneCatalog.spec(named: model, input: PixelSize(square: side)), macs: 4_000_000_000,
        rounds: [Benchmark.Run(seconds: seconds, operations: times)])
    }
    let table = BenchmarkTable(
      rows: try [
        row("swin-t", 224, 0.05), row("boat-swin-t", 224, 0.08), row("swin-t", 448, 0.22),
      ],
      limits: [100_000_000_000])
    let lines = BenchTableReport(table, threads: 2).text.split(separator: "\n").map {
      $0.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
    }
    #expect(
      lines == [
        "2 threads, 1 rounds, seeded parameters",
        "model input median min MACs/s limit clustering per token",
        "swin-t 224 50.0 ms 50.0 ms 80.00 G 80.00 %",
        "boat-swin-t 224 80.0 ms 80.0 ms 50.00 G 50.00 % 5.00 %",
        "swin-t 448 220.0 ms 220.0 ms 18.18 G 18.18 % 1.100",
      ])
  }
}
