import Explorer
import Foundation
import Tensors
import VisionTransformers

/// Runs models away from the event loop, one run at a time.
///
/// It keeps the model between runs, so that a run of the same one begins at once.
actor InferenceEngine {
  /// What has to be equal for a model to be used again.
  private struct ModelKey: Hashable {
    var model: String
    var weights: String
    var input: PixelSize
  }

  private var key: ModelKey?
  private var backbone: Backbone?
  private var pass: ForwardPass?
  private var pool: ThreadPool?

  /// Carries out a request and reports what happens on the way.
  ///
  /// - Parameters:
  ///   - request: What to run.
  ///   - pixels: The normalised picture, `[height · width, 3]`.
  ///   - isCurrent: Whether the request is still wanted; asked before each block.
  ///   - report: Told of every step.
  func perform(
    _ request: RunRequest, on pixels: Matrix, isCurrent: @Sendable () -> Bool,
    report: @escaping @Sendable (RunEvent) -> Void
  ) {
    guard isCurrent() else { return report(.cancelled) }
    do {
      guard let pass = try prepare(request, isCurrent: isCurrent, report: report) else {
        return report(.cancelled)
      }
      var run = 0
      repeat {
        run += 1
        report(.started(run: run))
        guard let seconds = complete(pass, on: pixels, isCurrent: isCurrent, report: report) else {
          return report(.cancelled)
        }
        report(
          .finished(
            RunSummary(
              logits: pass.logits, seconds: seconds, headSeconds: pass.headSeconds,
              peakBytes: ResidentMemory.peak, residentBytes: ResidentMemory.current,
              threads: request.threads)))
      } while request.isLive && isCurrent()
      if request.isLive { report(.cancelled) }
    } catch let failure as CommandFailure {
      report(.failed(failure.sentence))
    } catch {
      report(.failed("\(error)"))
    }
  }

  /// One run from beginning to end.
  ///
  /// - Returns: Its seconds, or `nil` where it was no longer wanted.
  private func complete(
    _ pass: ForwardPass, on pixels: Matrix, isCurrent: @Sendable () -> Bool,
    report: (RunEvent) -> Void
  ) -> Double? {
    let start = ContinuousClock.now
    pass.begin(pixels)
    while isCurrent() {
      guard let block = pass.step() else { return start.secondsUntilNow }
      report(.block(block))
    }
    return nil
  }

  /// The forward pass of the requested model, made where there is none yet.
  private func prepare(
    _ request: RunRequest, isCurrent: @Sendable () -> Bool,
    report: @escaping @Sendable (RunEvent) -> Void
  ) throws -> ForwardPass? {
    let wanted = ModelKey(model: request.model, weights: request.weights, input: request.input)
    if key == wanted, let pass, pool?.threads == request.threads { return pass }
    let pool = pool?.threads == request.threads ? pool : nil
    let threads = pool ?? ThreadPool(threads: request.threads)
    self.pool = threads
    pass = nil
    if key != wanted {
      (key, backbone) = (nil, nil)
      let start = ContinuousClock.now
      let selection = try ModelSelection(
        model: request.model, weights: request.weights, input: request.input)
      let made = try Backbone(
        selection.spec, parameters: selection.parameters, pool: threads
      ) { done, total in
        report(.building(done: done, total: total))
      }
      report(
        .built(
          seconds: start.secondsUntilNow,
          parameters: try selection.spec.audit().parameters.count))
      (key, backbone) = (wanted, made)
    }
    guard isCurrent(), let backbone else { return nil }
    let made = ForwardPass(backbone, pool: threads)
    pass = made
    return made
  }
}
