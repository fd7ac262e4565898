import Explorer
import Foundation
import Tensors
import VisionTransformers

/// Runs models away from the event loop, one run at a time.
///
/// It keeps the model between runs, so that a run of the same one begins at once.
actor InferenceEngine {
  /// What the model was asked for by; another request makes another.
  private var key: ModelRequest?
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
  ) async {
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
        let resident = ResidentMemory.current
        report(
          .finished(
            RunSummary(
              logits: pass.logits, seconds: seconds, headSeconds: pass.headSeconds,
              peakBytes: ResidentMemory.peak, residentBytes: resident, threads: request.threads)))
        // Work that needs the model gets its turn between passes.
        await Task.yield()
      } while isCurrent() && (request.isLive || run < request.passes)
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
    if key == request.model, let pass, pool?.threads == request.threads { return pass }
    let pool = threads(request.threads)
    let backbone = try model(request.model, pool: pool, report: report)
    guard isCurrent() else { return nil }
    let made = ForwardPass(backbone, pool: pool, keepsFeatures: true)
    pass = made
    return made
  }

  /// Threads to compute on: those of before where there are as many.
  private func threads(_ count: Int) -> ThreadPool {
    if let pool, pool.threads == count { return pool }
    let made = ThreadPool(threads: count)
    (pool, pass) = (made, nil)
    return made
  }

  /// The requested model with its parameters, made where it is not the one of before.
  private func model(
    _ request: ModelRequest, pool: ThreadPool, report: @escaping @Sendable (RunEvent) -> Void
  ) throws -> Backbone {
    if key == request, let backbone { return backbone }
    (key, backbone, pass) = (nil, nil, nil)
    let start = ContinuousClock.now
    let selection = try ModelSelection(request)
    let made = try Backbone(
      selection.spec, parameters: selection.parameters, pool: pool
    ) { done, total in
      report(.building(done: done, total: total))
    }
    report(
      .built(
        seconds: start.secondsUntilNow, parameters: try selection.spec.audit().parameters.count))
    (key, backbone) = (request, made)
    return made
  }

  /// Carries out background work that needs a model's parameters.
  ///
  /// - Parameters:
  ///   - work: What to do.
  ///   - threadCount: Threads to compute on where there are none yet.
  ///   - pixels: The normalised picture; nothing where there is none.
  ///   - isWanted: Whether anybody still waits.
  ///   - report: Told of every part.
  /// - Returns: How it ended.
  func perform(
    _ work: BackgroundWork, threads threadCount: Int, on pixels: Matrix?,
    isWanted: @escaping @Sendable () -> Bool, report: @escaping @Sendable (any Sendable) -> Void
  ) -> WorkEvent {
    guard isWanted() else { return .cancelled }
    do {
      let pool = threads(pool?.threads ?? threadCount)
      let backbone = try model(work.model, pool: pool, report: { _ in })
      return work.perform(
        in: WorkContext(
          model: LoadedModel(backbone, pool: pool, pixels: pixels), isWanted: isWanted,
          report: report))
    } catch let failure as CommandFailure {
      return .failed(failure.sentence)
    } catch {
      return .failed("\(error)")
    }
  }
}
