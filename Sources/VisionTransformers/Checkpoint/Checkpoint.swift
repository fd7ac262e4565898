public import Checkpoints
import Images

/// A checkpoint file, and the model that was read off it.
public struct Checkpoint: Sendable {
  public let path: String
  /// The file's format, such as `safetensors`.
  public let format: String
  /// Who named the parameters, such as `timm`.
  public let dialect: String
  /// What the model is made of.
  public let spec: BackboneSpec
  public let parameters: CheckpointParameters
  public let report: CheckpointReport
  /// Names of the classes, where a configuration beside the file has them.
  public let labels: [String]?
  /// Python objects in the file that mean nothing here.
  public let opaque: [String]
  /// What to tell people when the file names something that runs code.
  public let ranCodeWarning: String?

  /// The families that can be read off a file.
  static let families: [any CheckpointFamily.Type] = [
    SwinTransformer.self,
    BOATSwinTransformer.self,
    CSWinTransformer.self,
    BOATCSWinTransformer.self,
    VisionTransformer.self,
    PyramidVisionTransformer.self,
    MessengerTransformer.self,
    ShuffleTransformer.self,
    PaleTransformer.self,
    AxialDeepLab.self,
    DeformableAttentionTransformer.self,
  ]

  /// Opens a file and reads its model off the tensors' shapes.
  ///
  /// The model may have holes: see ``CheckpointReport/isComplete`` and ``objection``.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - hints: What shapes do not tell.
  /// - Throws: ``CheckpointError`` where the file cannot be read, or holds no model that is known.
  public init(path: String, hints: CheckpointHints = CheckpointHints()) throws(CheckpointError) {
    self = try CheckpointInspection(path: path, hints: hints).requireCheckpoint()
  }

  init(
    path: String, file: any TensorFile, _ reading: CheckpointReading, spec: BackboneSpec,
    report: CheckpointReport, configuration: ModelConfiguration
  ) {
    var spec = spec
    spec.preprocessing = configuration.preprocessing.applied(to: spec.preprocessing)
    self.path = path
    self.spec = spec
    self.report = report
    format = file.format
    dialect = reading.shapes.dialect.name
    parameters = CheckpointParameters(shapes: reading.shapes)
    labels = configuration.labels.flatMap { $0.count == spec.classes ? $0 : nil }
    opaque = file.opaque
    ranCodeWarning = file.ranCodeWarning
  }

  /// Why the model cannot be run, in one sentence; `nil` where it can.
  public var objection: String? {
    guard !report.isComplete else { return nil }
    let holes =
      report.missing.map { "\($0) is missing" }
      + report.mismatched.map(\.description)
      + report.foreign.map { "\($0) belongs to a part that is not built here" }
    let shown = holes.prefix(5).joined(separator: "; ")
    let more = holes.count > 5 ? "; and \(holes.count - 5) more (attnscope inspect lists them)" : ""
    return
      "\(path) does not hold a whole \(spec.name): \(shown)\(more)".escapingControlCharacters
  }
}
