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

  /// The families that can be read off a file, the most particular first.
  static let families: [any CheckpointFamily.Type] = [
    SwinTransformer.self,
    VisionTransformer.self,
  ]

  /// Opens a file and reads its model off the tensors' shapes.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - hints: What shapes do not tell.
  /// - Throws: ``CheckpointError`` where the file cannot be read, or holds no model that is known.
  public init(path: String, hints: CheckpointHints = CheckpointHints()) throws(CheckpointError) {
    let file = try CheckpointFile.open(path: path)
    guard let (family, shapes) = Self.recognize(file) else {
      throw CheckpointError("\(path.escapingControlCharacters) holds no model of a known family")
    }
    let configuration = try ModelConfiguration(besideCheckpoint: path)
    var spec: BackboneSpec
    do throws(CheckpointError) {
      spec = try family.spec(
        readOff: shapes,
        hints: CheckpointHints(
          heads: hints.heads, input: hints.input ?? configuration.input))
    } catch {
      throw CheckpointError("\(path.escapingControlCharacters): \(error)")
    }
    spec.preprocessing = configuration.applied(to: spec.preprocessing)
    self.path = path
    self.spec = spec
    format = file.format
    dialect = shapes.dialect.name
    parameters = CheckpointParameters(shapes: shapes)
    report = CheckpointReport(shapes, against: try Self.audit(spec))
    labels = configuration.labels.flatMap { $0.count == spec.classes ? $0 : nil }
    opaque = file.opaque
    ranCodeWarning = file.ranCodeWarning
  }

  private static func recognize(
    _ file: any TensorFile
  ) -> (any CheckpointFamily.Type, CheckpointShapes)? {
    for family in families {
      for dialect in family.dialects {
        let shapes = CheckpointShapes(file: file, dialect: dialect)
        if family.recognizes(shapes) { return (family, shapes) }
      }
    }
    return nil
  }

  private static func audit(_ spec: BackboneSpec) throws(CheckpointError) -> [ParameterShape] {
    do throws(ModelError) {
      return try spec.audit().parameters.parameters
    } catch {
      throw CheckpointError(error.description)
    }
  }
}
