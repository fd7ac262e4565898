import Tensors

/// A convolution that makes tokens of pixels or of tokens, as data: a stem, or the step between two
/// stages.
public struct ConvolutionSpec: StemSpec, DownsamplingSpec {
  public var inputs: Int
  public var outputs: Int
  public var kernel: Int
  public var stride: Int
  public var padding: Int
  /// Whether the last windows reach beyond a map that does not divide, onto zeros; otherwise rows and
  /// columns that fill no window are left out.
  public var reachesBeyond: Bool
  public var bias: Bool
  public var name: String
  /// The name of a batch norm before the convolution, where nothing is laid around the map.
  public var batchNormBefore: String?
  /// What follows the convolution.
  public var norm: NormSpec?
  /// What follows the norm.
  public var activation: Activation?

  public init(
    _ name: String, from inputs: Int, to outputs: Int, kernel: Int, stride: Int, padding: Int = 0,
    reachesBeyond: Bool = false, bias: Bool = true, batchNormBefore: String? = nil,
    norm: NormSpec? = nil, activation: Activation? = nil
  ) {
    precondition(
      batchNormBefore == nil || padding == 0 && !reachesBeyond,
      "zeros around a map cannot be normalised")
    self.name = name
    self.inputs = inputs
    self.outputs = outputs
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    self.reachesBeyond = reachesBeyond
    self.bias = bias
    self.batchNormBefore = batchNormBefore
    self.norm = norm
    self.activation = activation
  }

  /// The map that comes of a map.
  public func grid(of map: TokenGrid) -> TokenGrid {
    TokenGrid(
      rows: (map.rows + 2 * padding + beyond - kernel) / stride + 1,
      columns: (map.columns + 2 * padding + beyond - kernel) / stride + 1)
  }

  /// The most rows and columns of zeros beyond the last ones that a window can need.
  var beyond: Int { reachesBeyond ? stride - 1 : 0 }

  public func footprint(from map: TokenGrid) -> TokenFootprint { TokenFootprint([window(on: map)]) }

  /// Which part of a map each place of the next is made from.
  func window(on map: TokenGrid) -> DownsamplingFootprint {
    DownsamplingFootprint(
      fine: map, coarse: grid(of: map), extent: kernel, stride: stride, padding: padding)
  }

  public func make(_ input: PixelSize, _ parameters: ParameterScope) throws(ModelError)
    -> any TokenSource
  {
    try make(from: TokenGrid(rows: input.height, columns: input.width), parameters)
  }

  public func make(from map: TokenGrid, _ parameters: ParameterScope) throws(ModelError)
    -> any TokenSource
  {
    try embedding(of: map, parameters)
  }

  /// Makes the convolution for a map.
  func embedding(
    of map: TokenGrid, _ parameters: ParameterScope
  ) throws(ModelError) -> PatchEmbedding {
    let grid = grid(of: map)
    return PatchEmbedding(
      spec: self, map: map, grid: grid,
      layer: try layer(parts: PackedLinear.parts(forRows: grid.count), parameters),
      norm: try norm?.make(width: outputs, parameters))
  }

  private func layer(
    parts: Int, _ parameters: ParameterScope
  ) throws(ModelError) -> PackedLinear {
    guard let batchNormBefore else {
      return try parameters[name].convolution(
        from: inputs, to: outputs, kernel: kernel, bias: bias, parts: parts)
    }
    return try parameters[name].convolution(
      from: inputs, to: outputs, kernel: kernel,
      after: BatchNorm(width: inputs, parameters[batchNormBefore]), bias: bias, parts: parts)
  }
}

/// A convolution over gathered patches, with its parameters.
struct PatchEmbedding: TokenSource {
  let spec: ConvolutionSpec
  let map: TokenGrid
  let grid: TokenGrid
  let layer: PackedLinear
  let norm: Norm?

  var cost: Cost { Cost([.other: grid.count * layer.inputs * layer.outputs]) }

  /// The same convolution over another map.
  func over(_ map: TokenGrid) -> PatchEmbedding {
    PatchEmbedding(spec: spec, map: map, grid: spec.grid(of: map), layer: layer, norm: norm)
  }

  func apply(_ input: TokenState, into tokens: TokenState, in workspace: Workspace) {
    apply(input.gridTokens, into: tokens.gridTokens, in: workspace)
  }

  /// Convolves a map, `[map.count, inputs]`, into another, `[grid.count, outputs]`.
  func apply(_ source: Matrix, into target: Matrix, in workspace: Workspace) {
    workspace.forRows(grid.count) { batch in
      batch.measure(.other) {
        let patches = batch.scratch(.gathered, columns: layer.inputs)
        gatherPatches(
          source, height: map.rows, width: map.columns, kernel: spec.kernel, stride: spec.stride,
          padding: spec.padding, beyond: spec.beyond, outputs: batch.range, into: patches)
        let result = target.rows(batch.range)
        batch.apply(layer, patches, to: result)
        norm?.apply(result, into: result)
        spec.activation?.apply(result)
      }
    }
  }
}
