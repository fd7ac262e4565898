import ArgumentParser
import VisionTransformers

/// Runs a model and prints how a token attends.
struct AttentionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attention", abstract: "Run a model on a picture and print how a token attends.")

  @Argument(help: "A picture; - for standard input; the sample unless told.", completion: .file())
  var image: String?

  @OptionGroup var model: ModelOptions

  @Option(help: "The stage, from 1.")
  var stage: Int

  @Option(help: "The block in the stage, from 1.")
  var block: Int

  @Option(help: "The token: row,column, from 0.")
  var token: Place

  @Option(help: "One head, from 0; all of them unless told.")
  var head: Int?

  @Option(
    help: "The attention layer of the block: image, or feature (BOAT).", completion: .layers)
  var layer = "image"

  @Flag(help: "Feed the picture as it is: no resize, no crop.")
  var asIs = false

  @OptionGroup var threads: ThreadOptions

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let selection = try model.selection()
    let spec = selection.spec
    let address = try spec.address(stage: stage, block: block)
    let index = try spec.layerIndex(of: address, space: layer)
    let context = spec[address].attention[index].context
    let query = try token.token(on: context.grid)
    let heads = context.heads
    if let head, !(0..<heads).contains(head) {
      throw CommandFailure(.usage, "--head is \(head): expected 0 to \(heads - 1)")
    }
    let input = try PictureSource(image).modelInput(
      spec.preprocessing, size: spec.input, asIs: asIs)
    let run = try SingleRun(
      selection, input: input, threads: threads.count, stoppingAfter: address)
    guard let record = run.reports.last?.attention[index] else { return }
    let report = AttentionReport(
      record, query: query, head: head,
      stride: Double(spec.input.height) / Double(record.pattern.grid.rows))
    if json { try printJSON(report) } else { print(report.text) }
  }
}
