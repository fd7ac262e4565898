import Tensors

/// How tokens are normalised before a layer.
public enum NormSpec: Sendable {
  /// Layer norm over the channels: `name.weight`, `name.bias`.
  case layer(String, epsilon: Float = 1e-5)
  /// Batch norm with the statistics of the training, ε = 1e-5.
  case batch(String)

  /// The ε of a layer norm; `nil` for a batch norm, whose own does not change.
  public var epsilon: Float? {
    get {
      if case .layer(_, let epsilon) = self { epsilon } else { nil }
    }
    set {
      if case .layer(let name, _) = self, let newValue { self = .layer(name, epsilon: newValue) }
    }
  }

  func make(width: Int, _ parameters: ParameterScope) throws(ModelError) -> Norm {
    switch self {
    case .layer(let name, let epsilon):
      let scope = parameters[name]
      return .layer(
        scale: try scope["weight"].vector(width), shift: try scope["bias"].vector(width),
        epsilon: epsilon)
    case .batch(let name):
      let norm = try BatchNorm(width: width, parameters[name])
      return .affine(scale: Buffer(norm.scale), shift: Buffer(norm.shift))
    }
  }
}

/// A normalisation with its parameters.
enum Norm: Sendable {
  case layer(scale: Buffer, shift: Buffer, epsilon: Float)
  case affine(scale: Buffer, shift: Buffer)

  /// Normalises rows of `x`, all or the listed ones, into `y`, which may be `x` if none are listed.
  func apply(_ x: Matrix, at tokens: TokenList? = nil, into y: Matrix) {
    switch self {
    case .layer(let scale, let shift, let epsilon):
      layerNorm(x, at: tokens, scale: scale, shift: shift, epsilon: epsilon, into: y)
    case .affine(let scale, let shift):
      scaleAndShift(x, at: tokens, scale: scale, shift: shift, into: y)
    }
  }
}

/// Batch norm at inference: `y = x · scale + shift` for each channel.
struct BatchNorm {
  let scale: [Float]
  let shift: [Float]

  init(width: Int, _ parameters: ParameterScope) throws(ModelError) {
    let weight = try parameters["weight"].tensor([width]).scalars
    let bias = try parameters["bias"].tensor([width]).scalars
    let mean = try parameters["running_mean"].tensor([width]).scalars
    let variance = try parameters["running_var"].tensor([width]).scalars
    let scale = (0..<width).map { weight[$0] / (variance[$0] + 1e-5).squareRoot() }
    self.scale = scale
    shift = (0..<width).map { bias[$0] - mean[$0] * scale[$0] }
  }
}
