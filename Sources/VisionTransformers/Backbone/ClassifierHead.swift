import Tensors

/// How tokens become logits, as data: norm, mean over the tokens or one token of its own, an affine
/// layer.
public struct ClassifierHeadSpec: Sendable {
  /// What stands for the whole picture.
  public enum Pooling: Sendable {
    case mean
    /// The first token, which stands before those of the grid.
    case firstToken
  }

  public var width: Int
  public var norm: NormSpec?
  public var pooling: Pooling
  public var name: String

  public init(width: Int, norm: NormSpec?, pooling: Pooling = .mean, name: String = "head") {
    self.width = width
    self.norm = norm
    self.pooling = pooling
    self.name = name
  }

  func make(classes: Int, _ parameters: ParameterScope) throws(ModelError) -> ClassifierHead {
    ClassifierHead(
      norm: try norm?.make(width: width, parameters), pooling: pooling,
      layer: try parameters[name].linear(from: width, to: classes))
  }
}

/// How tokens become logits, with its parameters.
struct ClassifierHead: Sendable {
  let norm: Norm?
  let pooling: ClassifierHeadSpec.Pooling
  let layer: PackedLinear

  var cost: Cost { Cost([.other: layer.inputs * layer.outputs]) }

  /// The logits, before any softmax: `[classes]`.
  func apply(_ tokens: TokenState) -> [Float] {
    let x = pooling == .firstToken ? tokens.x.rows(0..<1) : tokens.gridTokens
    var pooled = x
    if let norm {
      pooled = Matrix(rows: x.rows, columns: x.columns)
      norm.apply(x, into: pooled)
    }
    let mean = Matrix(Tensor(meanOfRows(pooled), shape: [1, x.columns]))
    let logits = Matrix(rows: 1, columns: layer.outputs)
    layer.apply(mean, to: logits)
    return logits.row(0)
  }
}
