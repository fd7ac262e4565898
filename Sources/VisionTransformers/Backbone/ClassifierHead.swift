import Tensors

/// How tokens become logits, as data: norm, mean over the tokens or one token of its own, an affine
/// layer.
public struct ClassifierHeadSpec: Sendable {
  /// What stands for the whole picture.
  public enum Pooling: Sendable {
    case mean
    /// The first token, which stands before those of the grid.
    case firstToken
    /// The mean of the tokens that stand before those of the grid.
    case prefixMean
  }

  public var width: Int
  public var norm: NormSpec?
  public var pooling: Pooling
  public var name: String
  /// The name of a second affine layer, for the token after the first; the logits are the mean of
  /// both (DeiT, arXiv 2012.12877).
  public var distillation: String?

  public init(
    width: Int, norm: NormSpec?, pooling: Pooling = .mean, name: String = "head",
    distillation: String? = nil
  ) {
    self.width = width
    self.norm = norm
    self.pooling = pooling
    self.name = name
    self.distillation = distillation
  }

  func make(classes: Int, _ parameters: ParameterScope) throws(ModelError) -> ClassifierHead {
    let norm = try norm?.make(width: width, parameters)
    var layers = [try parameters[name].linear(from: width, to: classes)]
    if let distillation {
      layers.append(try parameters[distillation].linear(from: width, to: classes))
    }
    return ClassifierHead(norm: norm, pooling: pooling, layers: layers)
  }
}

/// How tokens become logits, with its parameters.
struct ClassifierHead: Sendable {
  let norm: Norm?
  let pooling: ClassifierHeadSpec.Pooling
  /// One, or one for each of the first tokens.
  let layers: [PackedLinear]

  var cost: Cost { Cost([.other: layers.reduce(0) { $0 + $1.inputs * $1.outputs }]) }

  /// The logits, before any softmax: `[classes]`.
  func apply(_ tokens: TokenState) -> [Float] {
    let x =
      switch pooling {
      case .mean: tokens.gridTokens
      case .firstToken: tokens.x.rows(0..<layers.count)
      case .prefixMean: tokens.prefixTokens
      }
    var normed = x
    if let norm {
      normed = Matrix(rows: x.rows, columns: x.columns)
      norm.apply(x, into: normed)
    }
    if pooling != .firstToken {
      normed = Matrix(Tensor(meanOfRows(normed), shape: [1, x.columns]))
    }
    let logits = Matrix(rows: layers.count, columns: layers[0].outputs)
    for (index, layer) in layers.enumerated() {
      layer.apply(normed.rows(index..<index + 1), to: logits.rows(index..<index + 1))
    }
    return meanOfRows(logits)
  }
}
