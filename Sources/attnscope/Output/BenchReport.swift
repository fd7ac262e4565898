import Foundation
import VisionTransformers

/// How fast a model runs, as `bench` prints it.
struct BenchReport: Encodable {
  struct Block: Encodable {
    var stage: Int
    var block: Int
    /// The middle one of its times.
    var milliseconds: Double
    var macs: Int
  }

  var model: String
  var threads: Int
  /// How many runs the numbers are of; those that went before are not among them.
  var runs: Int
  /// Making the model and reading the picture, in milliseconds.
  var making: Double
  /// The first run, in milliseconds.
  var first: Double
  /// Milliseconds of a run: the middle one, the one that 95 % do not exceed, the fastest.
  var median: Double
  var p95: Double
  var min: Double
  var macsPerSecond: Double
  /// The rate as a share of that of the machine's best matrix product.
  var limitShare: Double
  /// The middle one of each operation's milliseconds.
  var operations: [String: Double]
  /// The part of the attention's milliseconds that goes on inside clusters; nothing where there are
  /// none.
  var clusteredAttention: Double?
  var blocks: [Block]
  /// Bytes of the parameters.
  var weightBytes: Int
  /// The most memory that the process had taken after some runs, before the machine's best product was
  /// measured, in bytes.
  var peakBytes: Int

  private let shown: [VisionTransformers.Operation]
  private let showsBlocks: Bool

  private enum CodingKeys: String, CodingKey {
    case model, threads, runs, making, first, median, p95, min, macsPerSecond, limitShare
    case operations, clusteredAttention, blocks, weightBytes, peakBytes
  }

  /// - Parameters:
  ///   - benchmark: What was measured.
  ///   - backbone: Of what.
  ///   - making: Seconds that it took to make the model and to read the picture.
  ///   - peakBytes: The most memory that its passes had taken.
  ///   - showsBlocks: Whether people are to see each block.
  /// - Throws: ``ModelError`` where the parameters cannot be counted.
  init(
    _ benchmark: Benchmark, of backbone: Backbone, making: Double, peakBytes: Int,
    showsBlocks: Bool
  ) throws(ModelError) {
    let shown = backbone.spec.operations
    model = backbone.spec.name
    self.shown = shown
    self.showsBlocks = showsBlocks
    self.peakBytes = peakBytes
    weightBytes = try backbone.spec.audit().parameters.count * MemoryLayout<Float>.size
    threads = benchmark.threads
    runs = benchmark.runs.count
    self.making = making * 1000
    first = benchmark.firstSeconds * 1000
    median = benchmark.median * 1000
    p95 = benchmark.percentile(95) * 1000
    min = benchmark.percentile(0) * 1000
    macsPerSecond = benchmark.macsPerSecond
    limitShare = benchmark.limitShare
    operations = Dictionary(
      uniqueKeysWithValues: shown.map { operation in
        ("\(operation)", benchmark.percentile(50) { $0.operations[operation] } * 1000)
      })
    if shown.contains(.clustering) {
      clusteredAttention = benchmark.percentile(50) { $0.featureSpace[.attention] } * 1000
    }
    let costs = backbone.blockCosts
    blocks = backbone.spec.addresses.enumerated().map { index, address in
      Block(
        stage: address.stage + 1, block: address.block + 1,
        milliseconds: benchmark.percentile(50) { $0.blocks[index] } * 1000,
        macs: costs[index].total)
    }
  }

  /// The same for people.
  var text: String {
    var lines = [
      "\(model), \(threads) threads, \(runs) runs",
      String(
        format: "median %.1f ms   p95 %.1f ms   min %.1f ms   first %.1f ms   making %.1f ms",
        median,
        p95, min, first, making),
      Quantity.count(Int(macsPerSecond)) + "MACs/s, "
        + Quantity.percent(limitShare) + " of the machine's best matrix product",
      "peak \(Quantity.bytes(peakBytes)): weights \(Quantity.bytes(weightBytes)) and "
        + Quantity.bytes(peakBytes - weightBytes), "",
    ]
    for operation in shown {
      lines.append(line("\(operation)", operations["\(operation)"] ?? 0))
      if operation == .attention, let clusteredAttention {
        lines.append(line(" in clusters", clusteredAttention))
      }
    }
    if showsBlocks {
      lines.append("")
      for block in blocks {
        lines.append(
          line("s\(block.stage)b\(block.block)", block.milliseconds)
            + (Quantity.count(block.macs) + "MACs").padded(to: 14, onTheLeft: true))
      }
    }
    return lines.joined(separator: "\n")
  }

  /// A part of the run, and the share of the whole that it takes.
  private func line(_ name: String, _ milliseconds: Double) -> String {
    name.padded(to: 12) + String(format: "%8.2f ms", milliseconds)
      + Quantity.percent(milliseconds / median).padded(to: 11, onTheLeft: true)
  }
}
