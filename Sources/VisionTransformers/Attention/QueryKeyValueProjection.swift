import Tensors

/// How normalised tokens become queries, keys and values, as data.
public struct ProjectionSpec: Sendable {
  /// The layers that it takes.
  public enum Form: Sendable {
    /// One affine layer to three times the width: queries, keys, values, each head by head.
    case fused
    /// The same as a convolution of 1 × 1.
    case pointwise
    /// Three chains of depthwise convolution, batch norm and affine layer (Pale Transformer):
    /// `name.{0,1,2}.{dw,bn,pw}`.
    case separable
    /// Queries of all tokens, keys and values of squares of `by` × `by` tokens (PVT):
    /// `name.{q,kv,sr,norm}`, with the norm's ε.
    case spatialReduction(by: Int, epsilon: Float)
  }

  public var form: Form
  public var name: String
  /// Whether biases are added, as they are in most published models (`qkv_bias`).
  public var hasBias: Bool

  public init(_ form: Form, _ name: String, hasBias: Bool = true) {
    self.form = form
    self.name = name
    self.hasBias = hasBias
  }

  public static func fused(_ name: String) -> Self { Self(.fused, name) }

  /// Convolutions that the published code makes without biases.
  public static func pointwise(_ name: String) -> Self { Self(.pointwise, name, hasBias: false) }

  public static func separable(_ name: String) -> Self { Self(.separable, name) }

  public static func spatialReduction(
    _ name: String, by reduction: Int, epsilon: Float = 1e-5
  ) -> Self {
    Self(.spatialReduction(by: reduction, epsilon: epsilon), name)
  }

  func make(grid: TokenGrid, width: Int, _ parameters: ParameterScope) throws(ModelError)
    -> any QueryKeyValueProjection
  {
    let scope = parameters[name]
    let parts = PackedLinear.parts(forRows: grid.count)
    switch form {
    case .fused:
      return FusedProjection(
        layer: try scope.linear(from: width, to: 3 * width, bias: hasBias, parts: parts))
    case .pointwise:
      return FusedProjection(
        layer: try scope.affine(
          .pointwise, from: width, to: 3 * width, bias: hasBias, parts: parts))
    case .separable:
      return try SeparableProjection(grid: grid, width: width, hasBias: hasBias, scope)
    case .spatialReduction(let reduction, let epsilon):
      return try SpatialReductionProjection(
        grid: grid, width: width, reduction: reduction, norm: .layer("norm", epsilon: epsilon),
        hasBias: hasBias, scope)
    }
  }
}

/// How normalised tokens become queries, keys and values.
protocol QueryKeyValueProjection: Sendable {
  /// Multiply-accumulates for so many tokens.
  func macs(tokens: Int) -> Int

  /// What a zero token's query, key and value are, side by side: the biases.
  var ofZero: [Float]? { get }

  /// The layer, where it takes each token by itself.
  var rowwise: PackedLinear? { get }

  /// Fills `[tokens, 3·width]`: queries, keys, values side by side.
  func apply(_ tokens: TokenState, norm: Norm, into qkv: Matrix, in workspace: Workspace)
}

extension QueryKeyValueProjection {
  var rowwise: PackedLinear? { nil }
}

/// One affine layer to three times the width.
struct FusedProjection: QueryKeyValueProjection {
  let layer: PackedLinear

  var rowwise: PackedLinear? { layer }

  func macs(tokens: Int) -> Int { tokens * layer.inputs * layer.outputs }

  var ofZero: [Float]? {
    let zero = Matrix(rows: 1, columns: layer.inputs)
    let result = Matrix(rows: 1, columns: layer.outputs)
    layer.apply(zero, to: result)
    return result.row(0)
  }

  func apply(_ tokens: TokenState, norm: Norm, into qkv: Matrix, in workspace: Workspace) {
    let x = tokens.x
    workspace.forRows(x.rows) { batch in
      batch.measure(.qkv) {
        let normed = batch.scratch(.normed, columns: layer.inputs)
        norm.apply(x.rows(batch.range), into: normed)
        batch.apply(layer, normed, to: qkv.rows(batch.range))
      }
    }
  }
}

/// Depthwise convolution, batch norm and affine layer, once each for queries, keys and values
/// (PS-Attention's reference code, arXiv 2112.14000).
///
/// The batch norm is folded into the affine layer when the model is made.
struct SeparableProjection: QueryKeyValueProjection {
  private struct Chain: Sendable {
    let convolution: DepthwiseConvolution
    let layer: PackedLinear
  }

  private let grid: TokenGrid
  private let width: Int
  private let chains: [Chain]

  init(
    grid: TokenGrid, width: Int, hasBias: Bool, _ parameters: ParameterScope
  ) throws(ModelError) {
    self.grid = grid
    self.width = width
    var chains: [Chain] = []
    for index in 0..<3 {
      let scope = parameters["\(index)"]
      let convolution = try scope["dw"].depthwise(width: width, kernel: 3, bias: hasBias)
      let norm = try BatchNorm(width: width, scope["bn"])
      let layer = try scope["pw"].convolution(
        from: width, to: width, kernel: 1, after: norm, bias: hasBias,
        parts: PackedLinear.parts(forRows: grid.count))
      chains.append(Chain(convolution: convolution, layer: layer))
    }
    self.chains = chains
  }

  var ofZero: [Float]? { nil }

  func macs(tokens: Int) -> Int { 3 * tokens * width * (width + 9) }

  func apply(_ tokens: TokenState, norm: Norm, into qkv: Matrix, in workspace: Workspace) {
    let (x, normed) = (tokens.x, tokens.spare())
    workspace.forRows(x.rows) { batch in
      batch.measure(.qkv) { norm.apply(x.rows(batch.range), into: normed.rows(batch.range)) }
    }
    workspace.forStrips(of: grid) { rows, batch in
      batch.measure(.qkv) {
        let convolved = batch.scratch(.normed, columns: width)
        for (index, chain) in chains.enumerated() {
          chain.convolution.apply(
            normed, height: grid.rows, width: grid.columns, rows: rows, into: convolved,
            adding: false)
          batch.apply(
            chain.layer, convolved,
            to: qkv.rows(batch.range).columns(index * width..<(index + 1) * width))
        }
      }
    }
  }
}
