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
    let parts = PackedLinear.parts(forRows: 1)
    var layers = [try parameters[name].linear(from: width, to: classes, parts: parts)]
    if let distillation {
      layers.append(
        try parameters[distillation].linear(from: width, to: classes, parts: parts))
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

  /// Computes the logits, before any softmax.
  ///
  /// - Parameters:
  ///   - tokens: The tokens after the last block.
  ///   - logits: `[classes]`.
  ///   - workspace: Threads and scratch memory.
  func apply(_ tokens: TokenState, into logits: inout [Float], in workspace: Workspace) {
    workspace.forFewRows(1) { batch in
      let answers = answers(to: tokens, in: batch)
      let mean = batch.memory.scratch(.mixed, rows: 1, columns: answers.columns)
      meanOfRows(answers, into: mean)
      if logits.count != mean.columns { logits = [Float](repeating: 0, count: mean.columns) }
      for index in logits.indices { logits[index] = mean[0, index] }
    }
  }

  /// What each layer answers: `[layers, classes]`.
  private func answers(to tokens: TokenState, in batch: RowBatch) -> Matrix {
    let x =
      switch pooling {
      case .mean: tokens.gridTokens
      case .firstToken: tokens.x.rows(0..<layers.count)
      case .prefixMean: tokens.prefixTokens
      }
    var features = x
    if let norm {
      features = batch.memory.scratch(.normed, rows: x.rows, columns: x.columns)
      norm.apply(x, into: features)
    }
    if pooling != .firstToken {
      let mean = batch.memory.scratch(.gathered, rows: 1, columns: x.columns)
      meanOfRows(features, into: mean)
      features = mean
    }
    let answers = batch.memory.scratch(
      .hidden, rows: layers.count, columns: layers[0].outputs)
    for (index, layer) in layers.enumerated() {
      batch.apply(
        layer, features.rows(index..<index + 1), to: answers.rows(index..<index + 1))
    }
    return answers
  }
}
