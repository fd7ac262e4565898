import ArgumentParser
import VisionTransformers

/// Runs a model on a picture and prints its answer.
struct InferCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "infer",
    abstract: "Run a model on a picture: top classes, time and cost of each block.")

  @Argument(help: "A picture; - for standard input; the sample unless told.", completion: .file())
  var image: String?

  @OptionGroup var model: ModelOptions

  @Flag(help: "Feed the picture as it is: no resize, no crop.")
  var asIs = false

  @OptionGroup var threads: ThreadOptions

  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let selection = try model.selection()
    let spec = selection.spec
    let input = try PictureSource(image).modelInput(
      spec.preprocessing, size: spec.input, asIs: asIs)
    let run = try SingleRun(
      selection, input: input, threads: threads.count, isRecording: false)
    let report = InferenceReport(run, of: selection)
    if json { try printJSON(report) } else { print(report.text) }
  }
}
