import ArgumentParser
import Explorer
import Foundation
import Screens
import Tensors
import VisionTransformers

/// Measures how fast a model runs.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Run a model many times on the sample: times, rate, and where the time goes.")

  @OptionGroup var model: ModelOptions

  @Option(
    name: .customShort("n"),
    help: "How many runs to measure: 20, of --load 10, rounds of --table 5; more go before.")
  var runs: Int?

  @OptionGroup var threads: ThreadOptions

  @Flag var subject: BenchSubject?

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    if let runs, !(1...100_000).contains(runs) {
      throw ValidationError("-n is \(runs): expected 1 to 100000")
    }
    if subject == .table, let option = model.given {
      throw ValidationError("\(option) does not go with --table, which has its own models")
    }
    if subject == .serve, runs != nil {
      throw ValidationError("-n does not go with --serve, which reads how many runs to measure")
    }
  }

  func run() throws {
    switch subject {
    case nil, .blocks: try measure(showsBlocks: subject == .blocks)
    case .recording: try measureRecording()
    case .table: try measureTable()
    case .load: try measureLoading()
    case .screen: try measureScreen()
    case .serve: try serve()
    }
  }

  private func measure(showsBlocks: Bool) throws {
    let start = ContinuousClock.now
    let (backbone, pixels, pool) = try made(try model.selection())
    let making = start.secondsUntilNow
    var peak = 0
    guard
      let benchmark = Benchmark(
        of: backbone, on: pixels, runs: runs ?? 20, pool: pool,
        prepared: { peak = ResidentMemory.peak })
    else { return }
    try printed(
      BenchReport(
        benchmark, of: backbone, making: making, peakBytes: peak, showsBlocks: showsBlocks), \.text)
  }

  private func measureRecording() throws {
    let (backbone, pixels, pool) = try made(try model.selection())
    guard
      let cost = RecordingCost(of: backbone, on: pixels, rounds: runs ?? 20, pool: pool)
    else { return }
    try printed(
      RecordingReport(cost, of: backbone, threads: pool.threads, rounds: runs ?? 20), \.text)
  }

  private func measureTable() throws {
    let pool = ThreadPool(threads: threads.count)
    let candidates = try BenchmarkTable.standard.map { entry in
      let selection = try ModelSelection(
        model: entry.model, weights: "seeded:0",
        input: entry.input.map { PixelSize(square: $0) })
      let (backbone, pixels) = try made(selection, pool: pool)
      return BenchmarkTable.Candidate(backbone, on: pixels)
    }
    guard let table = BenchmarkTable(candidates, rounds: runs ?? 5, runs: 3, pool: pool) else {
      return
    }
    try printed(BenchTableReport(table, threads: pool.threads), \.text)
  }

  private func measureScreen() throws {
    let name = try model.selection().spec.name
    let settings = try ExplorerSettings(
      model: model, pictures: [], threads: threads.count, isStill: false)
    let sizes = [Size(columns: 120, rows: 40), Size(columns: 300, rows: 100)]
    let screens = try sizes.map {
      try ScreenTimes(of: name, settings, size: $0, steps: runs ?? 200)
    }
    try printed(screens) { $0.map(\.text).joined(separator: "\n") }
  }

  private func serve() throws {
    let (backbone, pixels, pool) = try made(try model.selection())
    try BenchServer(backbone, on: pixels, pool: pool).serve()
  }

  private func printed<Report: Encodable>(_ report: Report, _ text: (Report) -> String) throws {
    if json { try printJSON(report) } else { print(text(report)) }
  }

  private func made(
    _ selection: ModelSelection
  ) throws -> (backbone: Backbone, pixels: Matrix, pool: ThreadPool) {
    let pool = ThreadPool(threads: threads.count)
    let (backbone, pixels) = try made(selection, pool: pool)
    return (backbone, pixels, pool)
  }

  /// A model that is ready to run, and the sample as it takes it.
  private func made(
    _ selection: ModelSelection, pool: ThreadPool
  ) throws -> (backbone: Backbone, pixels: Matrix) {
    let input = try PictureSource(nil).modelInput(
      selection.spec.preprocessing, size: selection.spec.input, asIs: false)
    let backbone = try CommandFailure.usage { () throws(ModelError) in
      try Backbone(selection.spec, parameters: selection.parameters, pool: pool)
    }
    return (backbone, input.pixels)
  }
}

/// What is measured, where it is not a model's passes in all.
enum BenchSubject: EnumerableFlag {
  case blocks
  case recording
  case table
  case load
  case screen
  case serve

  static func help(for subject: BenchSubject) -> ArgumentHelp? {
    switch subject {
    case .blocks: "Print the time of each block too."
    case .recording: "Measure what it costs to keep queries, keys and tokens for the explorer."
    case .table: "Measure several models in turns, and one on larger pictures."
    case .load: "Measure how long the checkpoint of --weights takes until its model can run."
    case .screen: "Measure how long the explorer takes from a key to a screen full of cells."
    case .serve:
      "Read numbers of runs from standard input, a line each, and print their milliseconds as JSON."
    }
  }
}

extension ModelOptions {
  /// The name of an option that was given; nothing where none was.
  fileprivate var given: String? {
    if model != nil { return "--model" }
    if givenWeights != nil { return "--weights" }
    if heads != nil { return "--heads" }
    if input != nil { return "--input" }
    return lastStage == nil ? nil : "--last-stage"
  }
}
