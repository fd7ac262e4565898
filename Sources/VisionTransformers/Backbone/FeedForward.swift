import Tensors

/// The MLP of a block, as data: `x += fc2(activation(fc1(norm(x))))`.
public struct FeedForwardSpec: SublayerSpec {
  public var tokens: Int
  public var width: Int
  /// Channels between the two layers.
  public var hidden: Int
  public var norm: NormSpec
  public var activation: Activation
  /// How the weights of the two layers are published.
  public var form: AffineForm
  /// The names of the two layers.
  public var names: (String, String)

  public init(
    tokens: Int, width: Int, hidden: Int, norm: NormSpec, activation: Activation = .gelu,
    form: AffineForm = .linear, names: (String, String) = ("mlp.fc1", "mlp.fc2")
  ) {
    self.tokens = tokens
    self.width = width
    self.hidden = hidden
    self.norm = norm
    self.activation = activation
    self.form = form
    self.names = names
  }

  public func make(_ parameters: ParameterScope) throws(ModelError) -> any Sublayer {
    FeedForward(
      norm: try norm.make(width: width, parameters), activation: activation,
      expand: try parameters[names.0].affine(
        form, from: width, to: hidden, parts: columnParts),
      contract: try parameters[names.1].affine(
        form, from: hidden, to: width, parts: columnParts),
      tokens: tokens)
  }

  private var columnParts: Int { PackedLinear.parts(forRows: tokens) }
}

/// The MLP of a block, with its parameters.
struct FeedForward: RowSublayer {
  let norm: Norm
  let activation: Activation
  let expand: PackedLinear
  let contract: PackedLinear
  let tokens: Int

  var cost: Cost { Cost([.mlp: 2 * tokens * expand.inputs * expand.outputs]) }

  func apply(to x: Matrix, at tokens: TokenList?, in batch: RowBatch) {
    batch.measure(.mlp) {
      let normed = batch.scratch(.normed, columns: expand.inputs)
      let hidden = batch.scratch(.hidden, columns: expand.outputs)
      norm.apply(x, at: tokens, into: normed)
      batch.apply(expand, normed, to: hidden, then: activation)
      batch.apply(contract, hidden, to: x, at: tokens, adding: true)
    }
  }
}

extension PackedLinear {
  /// Into how many column parts a layer is packed: several where it sees too few rows to share.
  static func parts(forRows rows: Int) -> Int {
    rows < 64 * ThreadPool.coreCount ? ThreadPool.coreCount : 1
  }
}
