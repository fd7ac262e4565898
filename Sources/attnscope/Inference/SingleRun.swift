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
    _ spec: BackboneSpec, parameters: any ParameterSource, input: ModelInput, threads: Int,
    stoppingAfter last: BlockAddress? = nil
  ) throws(CommandFailure) {
    self.spec = spec
    let pool = ThreadPool(threads: threads)
    let backbone = try CommandFailure.usage { () throws(ModelError) in
      try Backbone(spec, parameters: parameters, pool: pool)
    }
    let pass = ForwardPass(backbone, pool: pool)
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
