import Tensors

/// Position encoding by convolution, as data: `x += depthwise(x)`, before the attention.
///
/// CPE of Pale Transformer (arXiv 2112.14000), after CPVT (arXiv 2102.10882).
public struct PositionEncodingSpec: SublayerSpec {
  public var grid: TokenGrid
  public var width: Int
  public var name: String

  public init(grid: TokenGrid, width: Int, name: String = "cpe") {
    self.grid = grid
    self.width = width
    self.name = name
  }

  public func make(_ parameters: ParameterScope) throws(ModelError) -> any Sublayer {
    PositionEncoding(
      grid: grid, width: width,
      convolution: try parameters[name].depthwise(width: width, kernel: 3, residual: true))
  }
}

/// Position encoding by convolution, with its parameters.
struct PositionEncoding: Sublayer {
  let grid: TokenGrid
  let width: Int
  /// With the residual in it.
  let convolution: DepthwiseConvolution

  var cost: Cost { Cost([.other: 9 * grid.count * width]) }

  func apply(to tokens: TokenState, in workspace: Workspace) -> AttentionRecord? {
    let (x, y) = (tokens.x, tokens.spare())
    workspace.forStrips(of: grid) { rows, batch in
      batch.measure(.other) {
        convolution.apply(
          x, height: grid.rows, width: grid.columns, rows: rows, into: y.rows(batch.range),
          adding: false)
      }
    }
    tokens.exchange()
    return nil
  }
}

extension ParameterScope {
  /// A depthwise convolution, with or without its input added: `weight [width, 1, k, k]`, and
  /// `bias [width]` where there is one.
  func depthwise(
    width: Int, kernel: Int, bias: Bool = true, residual: Bool = false
  ) throws(ModelError) -> DepthwiseConvolution {
    DepthwiseConvolution(
      weight: try self["weight"].tensor([width, 1, kernel, kernel]),
      bias: bias ? try self["bias"].tensor([width]) : nil,
      residual: residual)
  }
}
