import Tensors
import VisionTransformers

/// One run of a model from beginning to end, for commands that print what came of it.
struct SingleRun {
  var spec: BackboneSpec
  var reports: [BlockReport] = []
  var logits: [Float] = []
  /// Seconds of the forward pass, the making of the model left out.
  var seconds = 0.0

  /// - Throws: ``CommandFailure`` where the model cannot be made.
  init(
    _ selection: ModelSelection, input: ModelInput, threads: Int, isRecording: Bool = true,
    stoppingAfter last: BlockAddress? = nil
  ) throws(CommandFailure) {
    spec = selection.spec
    let pool = ThreadPool(threads: threads)
    let backbone: Backbone
    do throws(ModelError) {
      backbone = try Backbone(selection.spec, parameters: selection.parameters, pool: pool)
    } catch {
      throw CommandFailure(
        selection.checkpoint == nil ? .usage : .badInputFile, error.description)
    }
    let pass = ForwardPass(backbone, pool: pool, isRecording: isRecording)
    let start = ContinuousClock.now
    pass.begin(input.pixels)
    while let report = pass.step() {
      reports.append(report)
      if report.address == last { break }
    }
    seconds = start.secondsUntilNow
    logits = pass.logits
  }
}
