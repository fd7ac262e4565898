import Checkpoints
public import Tensors

/// The tensors of a checkpoint as parameters.
public struct CheckpointParameters: ParameterSource {
  let shapes: CheckpointShapes

  public func tensor(named name: String, shape: Shape) throws(ModelError) -> Tensor {
    try require(shape, of: name)
    var scalars: [Float] = []
    for piece in shapes.dialect.names(of: name) {
      let tensor = try Self.reading { () throws(CheckpointError) in
        try shapes.file.tensor(named: piece)
      }
      if scalars.isEmpty { scalars = tensor.scalars } else { scalars += tensor.scalars }
    }
    return Tensor(scalars, shape: shape)
  }

  public func rows(named name: String, shape: Shape) throws(ModelError) -> ParameterRows {
    try require(shape, of: name)
    var pieces: [TensorRows] = []
    for piece in shapes.dialect.names(of: name) {
      pieces.append(
        try Self.reading { () throws(CheckpointError) in try shapes.file.rows(named: piece) })
    }
    return { rows throws(ModelError) in
      try Self.reading { () throws(CheckpointError) in try pieces.read(rows) }
    }
  }

  /// Demands that there is a parameter of a shape.
  private func require(_ shape: Shape, of name: String) throws(ModelError) {
    guard let found = shapes.shape(of: name) else { throw .missing(name: name) }
    guard found == shape else {
      throw .shapeMismatch(name: name, expected: shape, found: found)
    }
  }

  private static func reading<Read>(
    _ read: () throws(CheckpointError) -> Read
  ) throws(ModelError) -> Read {
    do throws(CheckpointError) {
      return try read()
    } catch {
      throw .unreadable(reason: error.description)
    }
  }
}

extension [TensorRows] {
  /// Reads rows of tensors that are put together row by row.
  fileprivate func read(_ rows: Range<Int>) throws(CheckpointError) -> [Float] {
    var (scalars, first): ([Float], Int) = ([], 0)
    for piece in self {
      let part = rows.clamped(to: first..<first + piece.count)
      if !part.isEmpty {
        let read = try piece.read(part.lowerBound - first..<part.upperBound - first)
        if scalars.isEmpty { scalars = read } else { scalars += read }
      }
      first += piece.count
    }
    return scalars
  }
}
