import Checkpoints
import Tensors

@testable import VisionTransformers

/// A checkpoint of names and shapes alone.
struct ListedTensors: TensorFile {
  let tensors: [TensorDescription]
  private let byName: [String: TensorDescription]

  var format: String { "list" }

  var paths: [String] { [] }

  init(_ shapes: [(name: String, shape: Shape)]) {
    self.init(
      described: shapes.map { TensorDescription(name: $0.name, dtype: .f32, shape: $0.shape) })
  }

  init(described tensors: [TensorDescription]) {
    self.tensors = tensors
    byName = Dictionary(tensors.map { ($0.name, $0) }) { first, _ in first }
  }

  /// What a model asks for, under the names of a dialect.
  init(of spec: BackboneSpec, in dialect: NameDialect = .official) throws {
    self.init(
      try spec.audit().parameters.parameters.flatMap { parameter in
        let names = dialect.names(of: parameter.name)
        let extents = parameter.shape.extents
        let piece = names.count > 1 ? [extents[0] / names.count] + extents.dropFirst() : extents
        return names.map { ($0, Shape(piece)) }
      })
  }

  func description(of name: String) -> TensorDescription? { byName[name] }

  func tensor(named name: String) throws(CheckpointError) -> Tensor {
    guard let tensor = byName[name] else { throw CheckpointError("no \(name)") }
    return Tensor(zeros: tensor.shape)
  }

  func integers(named name: String) throws(CheckpointError) -> [Int] { [] }

  /// The same with some tensors changed; those whose shape becomes `nil` are left out.
  func changing(_ change: (_ name: String, _ shape: Shape) -> Shape?) -> ListedTensors {
    ListedTensors(
      tensors.compactMap { tensor in
        change(tensor.name, tensor.shape).map { (tensor.name, $0) }
      })
  }

  /// The same with more tensors.
  func adding(_ shapes: [String: Shape]) -> ListedTensors {
    ListedTensors(
      tensors.map { ($0.name, $0.shape) } + shapes.map { ($0.key, $0.value) })
  }

  /// The best reading, as a checkpoint at a path would get it.
  func reading(_ hints: CheckpointHints = CheckpointHints()) -> CheckpointReading? {
    CheckpointReading.all(of: self, hints: hints).first
  }
}
