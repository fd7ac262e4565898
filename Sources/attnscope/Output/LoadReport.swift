import Foundation
import VisionTransformers

/// How long a checkpoint takes until its model can run, as `bench --load` prints it.
struct LoadReport: Encodable {
  var model: String
  var threads: Int
  /// How many rounds the numbers are of; the first one, after which the system has the file in memory,
  /// is not among them.
  var runs: Int
  var bytes: Int
  /// Milliseconds from a path to a model that can run.
  var ready: Double
  /// Milliseconds to read the bytes alone, and to pack numbers in memory alone.
  var reading: Double
  var packing: Double
  /// How many times the two together it takes until ready: the middle one of all rounds.
  var ratio: Double

  init(_ benchmark: LoadBenchmark) {
    model = benchmark.model
    threads = benchmark.threads
    runs = benchmark.rounds.count
    bytes = benchmark.bytes
    ready = benchmark.median(of: \.ready) * 1000
    reading = benchmark.median(of: \.reading) * 1000
    packing = benchmark.median(of: \.packing) * 1000
    ratio = benchmark.ratio
  }

  /// The same for people.
  var text: String {
    [
      "\(model), \(Quantity.bytes(bytes)), \(threads) threads, \(runs) runs, the file in the page cache",
      Self.line("ready to run", ready),
      Self.line("reading alone", reading),
      Self.line("packing alone", packing),
      "ratio".padded(to: 16)
        + String(format: "%8.2f times reading and packing alone", ratio),
    ].joined(separator: "\n")
  }

  private static func line(_ name: String, _ milliseconds: Double) -> String {
    name.padded(to: 16) + String(format: "%8.1f ms", milliseconds)
  }
}
