import Checkpoints
import Explorer
import Foundation
import VisionTransformers

/// A model and where its parameters come from, as somebody asked for them, looked up.
struct ModelSelection: Sendable {
  /// What the model is made of.
  let spec: BackboneSpec
  let parameters: any ParameterSource
  /// The parameters' own words: `seeded:0`, or a path.
  let weights: String
  /// What the checkpoint holds, where the parameters come from one.
  let inspection: CheckpointInspection?
  /// The checkpoint, where the parameters come from one.
  var checkpoint: Checkpoint? { inspection?.checkpoint }

  /// The model that is shown when nobody asks for one.
  static let defaultModel = "pale-t"

  /// - Parameters:
  ///   - model: A name of the catalogue; `nil` for what the checkpoint says, or the default.
  ///   - weights: `seeded[:N]`, a path, `hf:ORG/NAME` or `torch:FILE`.
  ///   - heads: Heads of each stage, where a checkpoint does not tell.
  ///   - input: The size of the input; `nil` for the model's own.
  ///   - loneCluster: How BOAT-CSWin's last stage attends; `nil` for the reference code's way.
  /// - Throws: ``CommandFailure`` where there is no such model, or the file is bad.
  init(
    model: String?, weights: String, heads: [Int]? = nil, input: PixelSize? = nil,
    loneCluster: FeatureSpaceAttention.LoneCluster? = nil
  ) throws(CommandFailure) {
    self.weights = weights
    if let seed = try Self.seed(weights) {
      let spec = try CommandFailure.usage { () throws(ModelError) in
        try BackboneCatalog.spec(named: model ?? Self.defaultModel, input: input)
      }
      self.spec = try loneCluster?.applied(to: spec) ?? spec
      parameters = SeededParameters(seed: seed)
      inspection = nil
      return
    }
    let (inspection, checkpoint) = try Self.checkpoint(
      weights, hints: CheckpointHints(heads: heads, input: input, model: model))
    guard model == nil || model == checkpoint.spec.name else {
      throw CommandFailure(
        .usage, "--model is \(model ?? ""), and \(weights) holds \(checkpoint.spec.name)")
    }
    if let objection = checkpoint.objection { throw CommandFailure(.badInputFile, objection) }
    self.inspection = inspection
    spec = try loneCluster?.applied(to: checkpoint.spec) ?? checkpoint.spec
    parameters = checkpoint.parameters
  }

  /// Whether the parameters were made by training, as far as anybody can tell.
  var isTrained: Bool { checkpoint != nil }

  private static func seed(_ weights: String) throws(CommandFailure) -> UInt64? {
    if weights == "seeded" { return 0 }
    guard weights.hasPrefix("seeded:") else { return nil }
    guard let seed = UInt64(weights.dropFirst(7)) else {
      throw CommandFailure(
        .usage, "--weights is \(weights.debugDescription): expected a whole number after seeded:")
    }
    return seed
  }

  /// What the checkpoint of a request holds, whether or not it can be run; nothing where the request
  /// is for none, or it cannot be read.
  static func inspection(for request: ModelRequest) -> CheckpointInspection? {
    guard !request.isSeeded,
      let path = try? CheckpointLocations.ofThisProcess.path(of: request.weights)
    else { return nil }
    return try? CheckpointInspection(
      path: path, hints: CheckpointHints(heads: request.heads, input: request.input))
  }

  private static func checkpoint(
    _ weights: String, hints: CheckpointHints
  ) throws(CommandFailure) -> (CheckpointInspection, Checkpoint) {
    do throws(CheckpointError) {
      let path = try CheckpointLocations.ofThisProcess.path(of: weights)
      let inspection = try CheckpointInspection(path: path, hints: hints)
      return (inspection, try inspection.requireCheckpoint())
    } catch {
      throw CommandFailure(.badInputFile, error.description)
    }
  }
}

extension ModelSelection {
  /// - Throws: ``CommandFailure`` where there is no such model, or the file is bad.
  init(_ request: ModelRequest) throws(CommandFailure) {
    try self.init(
      model: request.model, weights: request.weights, heads: request.heads, input: request.input,
      loneCluster: request.loneCluster)
  }

  /// The model as the explorer takes it.
  func opened(by request: ModelRequest) -> OpenedModel {
    OpenedModel(
      request, spec: spec, labels: ClassLabels(of: self).all, inspection: inspection)
  }
}

extension CheckpointLocations {
  /// Where this process finds checkpoints: below `$HOME`, as Python has it, and not where the system's
  /// list of users puts it.
  static var ofThisProcess: CheckpointLocations {
    let environment = ProcessInfo.processInfo.environment
    let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? NSHomeDirectory()
    return CheckpointLocations(environment: environment, home: home)
  }
}
