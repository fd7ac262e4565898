import Checkpoints
import Explorer
import Tensors
import VisionTransformers

/// `bench --load`: how long a checkpoint takes until its model can run.
extension BenchCommand {
  /// - Throws: ``CommandFailure`` where there is no checkpoint, or a bad one.
  func measureLoading() throws {
    let request = try model.request()
    // Opens it once, so that whatever is wrong is said as everywhere.
    guard try ModelSelection(request).checkpoint != nil else {
      throw CommandFailure(
        .usage, "--load is about reading a checkpoint: say which with --weights FILE")
    }
    let report = LoadReport(try loadBenchmark(request))
    if json { try printJSON(report) } else { print(report.text) }
  }

  private func loadBenchmark(_ request: ModelRequest) throws(CommandFailure) -> LoadBenchmark {
    do {
      return try LoadBenchmark(
        ofCheckpoint: CheckpointLocations.ofThisProcess.path(of: request.weights),
        hints: CheckpointHints(heads: request.heads, input: request.input, model: request.model),
        rounds: runs ?? 10, pool: ThreadPool(threads: threads.count))
    } catch {
      throw CommandFailure(.badInputFile, "\(error)")
    }
  }
}
