import Checkpoints
public import Tensors

/// The tensors of a checkpoint as parameters.
public struct CheckpointParameters: ParameterSource {
  let shapes: CheckpointShapes

  public func tensor(named name: String, shape: Shape) throws(ModelError) -> Tensor {
    guard let found = shapes.shape(of: name) else { throw .missing(name: name) }
    guard found == shape else {
      throw .shapeMismatch(name: name, expected: shape, found: found)
    }
    var scalars: [Float] = []
    for piece in shapes.dialect.names(of: name) {
      let tensor = try read(piece)
      if scalars.isEmpty { scalars = tensor.scalars } else { scalars += tensor.scalars }
    }
    return Tensor(scalars, shape: shape)
  }

  private func read(_ name: String) throws(ModelError) -> Tensor {
    do throws(CheckpointError) {
      return try shapes.file.tensor(named: name)
    } catch {
      throw .unreadable(reason: error.description)
    }
  }
}
