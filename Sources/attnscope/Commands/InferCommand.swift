import ArgumentParser
import VisionTransformers

/// Runs a model on a picture and prints its answer.
struct InferCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "infer",
    abstract: "Run a model on a picture: top classes, time and cost of each block.")

  @Argument(help: "A picture; - for standard input; the sample unless told.")
  var image: String?

  @OptionGroup var model: ModelOptions

  @Flag(help: "Feed the picture as it is: no resize, no crop.")
  var asIs = false

  @OptionGroup var threads: ThreadOptions

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let spec = try model.spec()
    let source = try model.source()
    let input = try PictureSource(image).modelInput(
      spec.preprocessing, size: spec.input, asIs: asIs)
    let run = try SingleRun(spec, parameters: source, input: input, threads: threads.count)
    let report = InferenceReport(run, weights: model.weights)
    if json { try printJSON(report) } else { print(report.text) }
  }
}
