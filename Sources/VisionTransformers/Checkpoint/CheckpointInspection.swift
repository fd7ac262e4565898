public import Checkpoints
import Images

/// What a checkpoint file holds: its tensors, and the model that can be read off it, whole or not.
///
/// Only names and shapes are read.
public struct CheckpointInspection: Sendable {
  public let path: String
  /// The file's format, such as `safetensors`.
  public let format: String
  /// Everything in the file, in its own order.
  public let tensors: [TensorDescription]
  /// Python objects in the file that mean nothing here.
  public let opaque: [String]
  /// What to tell people when the file names something that runs code.
  public let ranCodeWarning: String?
  /// The name of the family that the tensors look like; `nil` where none is known.
  public let family: String?
  /// The name of the variant, or a description of the sizes; `nil` where shapes make no model.
  public let variant: String?
  /// Who named the parameters, such as `timm`; `nil` where no family is known.
  public let dialect: String?
  /// What is there of the model; `nil` where shapes make none.
  public let report: CheckpointReport?
  /// The model; `nil` where the file and the hints do not tell all that it takes to make one.
  public let checkpoint: Checkpoint?
  /// Why no model of the file can be run, in one sentence; `nil` where one can.
  public let objection: String?

  /// Opens a file and reads its model off the tensors' shapes.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - hints: What shapes do not tell.
  /// - Throws: ``CheckpointError`` where the file cannot be read, or is no checkpoint.
  public init(path: String, hints: CheckpointHints = CheckpointHints()) throws(CheckpointError) {
    let file = try CheckpointFile.open(path: path)
    var hints = hints
    hints.path = path
    hints.configuration = try ModelConfiguration(besideCheckpoint: path)
    let reading = CheckpointReading.all(of: file, hints: hints).first
    self.path = path
    format = file.format
    tensors = file.tensors
    opaque = file.opaque
    ranCodeWarning = file.ranCodeWarning
    family = reading?.family.name
    dialect = reading?.shapes.dialect.name
    variant = reading?.model?.spec.name
    report = reading?.model?.report
    checkpoint = reading.flatMap { reading in
      guard let model = reading.model, reading.problem == nil else { return nil }
      return Checkpoint(
        path: path, file: file, reading, spec: model.spec, report: model.report,
        configuration: hints.configuration)
    }
    let name = path.escapingControlCharacters
    objection =
      reading == nil
      ? "\(name) holds no model of a known family"
      : reading?.problem.map { "\(name): \($0)" } ?? checkpoint?.objection
  }

  /// The model, whole or with holes.
  ///
  /// - Throws: ``CheckpointError`` where the file holds no model that is known.
  public func requireCheckpoint() throws(CheckpointError) -> Checkpoint {
    if let checkpoint { return checkpoint }
    throw CheckpointError(objection ?? "\(path.escapingControlCharacters) is no model")
  }
}
