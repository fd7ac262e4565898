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
}
