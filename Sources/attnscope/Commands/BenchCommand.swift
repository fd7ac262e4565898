import ArgumentParser
import Tensors
import VisionTransformers

/// Measures how fast a model runs.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Run a model many times on the sample: times, rate, and where the time goes.")

  @OptionGroup var model: ModelOptions

  @Option(name: .customShort("n"), help: "How many runs to measure; one more goes before.")
  var runs = 20

  @OptionGroup var threads: ThreadOptions

  @Flag(help: "Measure how long a checkpoint takes to load instead; needs --weights.")
  var load = false

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    guard (1...100_000).contains(runs) else {
      throw ValidationError("-n is \(runs): expected 1 to 100000")
    }
  }

  func run() throws {
    if load { return try measureLoading() }
    let selection = try model.selection()
    let input = try PictureSource(nil).modelInput(
      selection.spec.preprocessing, size: selection.spec.input, asIs: false)
    let pool = ThreadPool(threads: threads.count)
    let backbone = try CommandFailure.usage { () throws(ModelError) in
      try Backbone(selection.spec, parameters: selection.parameters, pool: pool)
    }
    guard let benchmark = Benchmark(of: backbone, on: input.pixels, runs: runs, pool: pool) else {
      return
    }
    let report = BenchReport(benchmark, of: selection.spec.name)
    if json { try printJSON(report) } else { print(report.text) }
  }
}
