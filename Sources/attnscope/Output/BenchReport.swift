import Foundation
import VisionTransformers

/// How fast a model runs, as `bench` prints it.
struct BenchReport: Encodable {
  var model: String
  var threads: Int
  /// How many runs the numbers are of; the first one is not among them.
  var runs: Int
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

  init(_ benchmark: Benchmark, of model: String) {
    self.model = model
    threads = benchmark.threads
    runs = benchmark.runs.count
    first = benchmark.firstSeconds * 1000
    median = benchmark.median * 1000
    p95 = benchmark.percentile(95) * 1000
    min = benchmark.percentile(0) * 1000
    macsPerSecond = benchmark.macsPerSecond
    limitShare = benchmark.limitShare
    operations = Dictionary(
      uniqueKeysWithValues: Operation.allCases.map { operation in
        ("\(operation)", benchmark.percentile(50) { $0.operations[operation] } * 1000)
      })
  }

  /// The same for people.
  var text: String {
    var lines = [
      "\(model), \(threads) threads, \(runs) runs",
      String(
        format: "median %.1f ms   p95 %.1f ms   min %.1f ms   first %.1f ms", median, p95, min,
        first),
      Quantity.count(Int(macsPerSecond)) + "MACs/s, "
        + Quantity.percent(limitShare) + " of the machine's best matrix product", "",
    ]
    for operation in Operation.allCases {
      let time = operations["\(operation)"] ?? 0
      lines.append(
        "\(operation)".padded(to: 12) + String(format: "%8.2f ms", time)
          + Quantity.percent(time / median).padded(to: 11, onTheLeft: true))
    }
    return lines.joined(separator: "\n")
  }
}
