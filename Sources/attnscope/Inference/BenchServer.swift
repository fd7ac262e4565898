import Foundation
import Tensors
import VisionTransformers

/// A model that lives on and runs as often as each line of standard input says, so that it can take
/// turns with other programs that do.
///
/// ```
/// ready
/// < 2
/// [47.3,46.9]
/// ```
struct BenchServer {
  private let pass: ForwardPass
  private let pixels: Matrix

  init(_ backbone: Backbone, on pixels: Matrix, pool: ThreadPool) {
    pass = ForwardPass(backbone, pool: pool, isRecording: false)
    self.pixels = pixels
  }

  /// Serves until there are no more lines.
  ///
  /// - Throws: ``CommandFailure`` where a line is no number of runs.
  func serve() throws {
    for _ in 0..<Benchmark.preparingPasses { _ = milliseconds() }
    FileHandle.standardOutput.write(Data("ready\n".utf8))
    while let line = readLine() {
      guard let count = Int(line), (1...100_000).contains(count) else {
        throw CommandFailure(
          .usage,
          "standard input has \(line.debugDescription): expected a number of runs, 1 to 100000")
      }
      try printJSON((0..<count).map { _ in milliseconds() })
    }
  }

  private func milliseconds() -> Double {
    let start = ContinuousClock.now
    pass.begin(pixels)
    while pass.step() != nil {}
    return start.secondsUntilNow * 1000
  }
}
