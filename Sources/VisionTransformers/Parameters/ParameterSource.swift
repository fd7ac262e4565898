public import Tensors

/// Somewhere parameters come from: a checkpoint, or a seed.
public protocol ParameterSource: Sendable {
  /// Gives one parameter.
  ///
  /// - Parameters:
  ///   - name: The published name, such as `layers.0.blocks.1.attn.qkv.weight`.
  ///   - shape: The shape that the caller needs, in PyTorch's layout.
  /// - Returns: The parameter, in that shape.
  /// - Throws: ``ModelError`` where there is none, or it has another shape.
  func tensor(named name: String, shape: Shape) throws(ModelError) -> Tensor

  /// Opens one parameter to be taken a few rows at a time, so that the whole of it is in memory
  /// nowhere but where the rows are laid out.
  ///
  /// - Parameters:
  ///   - name: The published name.
  ///   - shape: The shape that the caller needs; a row is what one index of its first extent holds.
  /// - Returns: What gives any of the rows, one after another.
  /// - Throws: ``ModelError`` where there is no such parameter, or it has another shape.
  func rows(named name: String, shape: Shape) throws(ModelError) -> ParameterRows
}

/// Gives some rows of a parameter, one after another.
public typealias ParameterRows = (Range<Int>) throws(ModelError) -> [Float]

extension ParameterSource {
  public func rows(named name: String, shape: Shape) throws(ModelError) -> ParameterRows {
    let tensor = try tensor(named: name, shape: shape)
    let length = shape.rowLength
    return { rows in
      Array(tensor.scalars[rows.lowerBound * length..<rows.upperBound * length])
    }
  }
}
