import Tensors

/// A convolution of each channel by itself that joins neighbouring windows, as data:
/// `x += depthwise(norm(x))` (neighbor-window connection of the Shuffle Transformer, arXiv
/// 2106.03650).
public struct NeighborWindowConnectionSpec: SublayerSpec {
  public var grid: TokenGrid
  public var width: Int
  /// The side of the convolution's window; odd.
  public var kernel: Int
  public var norm: NormSpec
  public var name: String
  /// Whether biases are added; the published code has them where it has `qkv_bias`.
  public var hasBias: Bool

  public init(
    grid: TokenGrid, width: Int, kernel: Int, norm: NormSpec, name: String = "local",
    hasBias: Bool = true
  ) {
    self.grid = grid
    self.width = width
    self.kernel = kernel
    self.norm = norm
    self.name = name
    self.hasBias = hasBias
  }

  public func make(_ parameters: ParameterScope) throws(ModelError) -> any Sublayer {
    NeighborWindowConnection(
      grid: grid, norm: try norm.make(width: width, parameters),
      convolution: try parameters[name].depthwise(width: width, kernel: kernel, bias: hasBias))
  }
}

/// A convolution that joins neighbouring windows, with its parameters.
struct NeighborWindowConnection: Sublayer {
  let grid: TokenGrid
  let norm: Norm
  let convolution: DepthwiseConvolution

  var cost: Cost {
    Cost([.other: convolution.kernel * convolution.kernel * grid.count * convolution.channels])
  }

  func apply(to tokens: TokenState, in workspace: Workspace) -> AttentionRecord? {
    let (x, normed) = (tokens.gridTokens, tokens.spare())
    workspace.forRows(x.rows) { batch in
      batch.measure(.other) { norm.apply(x.rows(batch.range), into: normed.rows(batch.range)) }
    }
    workspace.forStrips(of: grid) { rows, batch in
      batch.measure(.other) {
        convolution.apply(
          normed, height: grid.rows, width: grid.columns, rows: rows, into: x.rows(batch.range),
          adding: true)
      }
    }
    return nil
  }
}
