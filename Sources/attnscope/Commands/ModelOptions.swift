import ArgumentParser
import Explorer
import Tensors
import VisionTransformers

/// Which model to use, and where its numbers come from.
struct ModelOptions: ParsableArguments {
  @Option(
    help:
      "The model; `attnscope models` lists them. (default: what the checkpoint says, else pale-t)",
    completion: .models)
  var model: String?

  @Option(
    name: .customLong("weights"),
    help:
      "Where the parameters come from: a file or folder, hf:ORG/NAME, torch:FILE, or seeded[:N]. (default: seeded:0)",
    completion: .file()
  )
  var givenWeights: String?

  @Option(help: "Heads of each stage, where a checkpoint does not tell: 2,2,4,8.")
  var heads: HeadCounts?

  @Option(help: "The side of the input in pixels.")
  var input: Int?

  @Option(help: FeatureSpaceAttention.LoneCluster.help)
  var lastStage: FeatureSpaceAttention.LoneCluster?

  /// Where the parameters come from, told or not.
  var weights: String { givenWeights ?? "seeded:0" }

  /// What was asked for.
  ///
  /// - Throws: ``CommandFailure`` where it cannot be, whatever the model.
  func request() throws(CommandFailure) -> ModelRequest {
    ModelRequest(
      model: model, weights: weights, heads: heads?.counts, input: try inputSize(),
      loneCluster: lastStage)
  }

  /// What was asked for, looked up.
  ///
  /// - Throws: ``CommandFailure`` where there is no such model, or no such weights.
  func selection() throws(CommandFailure) -> ModelSelection { try ModelSelection(try request()) }

  private func inputSize() throws(CommandFailure) -> PixelSize? {
    guard let input else { return nil }
    let sides = PixelSize.allowedSides
    guard sides.contains(input) else {
      throw CommandFailure(
        .usage,
        "--input is \(input): expected \(sides.lowerBound) to \(sides.upperBound) pixels")
    }
    return PixelSize(square: input)
  }
}

/// Numbers of heads as people type them: `2,2,4,8`.
struct HeadCounts: ExpressibleByArgument {
  var counts: [Int]

  init?(argument: String) {
    guard let counts = CheckpointHints.heads(typed: argument) else { return nil }
    self.counts = counts
  }
}

/// How many threads compute.
struct ThreadOptions: ParsableArguments {
  @Option(help: "Threads that compute; the machine's cores unless told.")
  var threads: Int?

  mutating func validate() throws {
    if let threads, !(1...256).contains(threads) {
      throw ValidationError("--threads is \(threads): expected 1 to 256")
    }
  }

  var count: Int { threads ?? ThreadPool.coreCount }
}
