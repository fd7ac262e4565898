import Tensors

/// The function after an affine layer.
public enum Activation: Hashable, Sendable {
  case gelu
  case relu6

  /// Applies the function in place.
  func apply(_ x: Matrix) {
    switch self {
    case .gelu: Tensors.gelu(x)
    case .relu6: Tensors.relu6(x)
    }
  }
}
