import Tensors

/// A convolution that makes tokens of pixels or of tokens, as data: a stem, or the step between two
/// stages.
public struct ConvolutionSpec: StemSpec, DownsamplingSpec {
  public var inputs: Int
  public var outputs: Int
  public var kernel: Int
  public var stride: Int
  public var padding: Int
  public var bias: Bool
  public var name: String
  /// What follows the convolution.
  public var norm: NormSpec?

  public init(
    _ name: String, from inputs: Int, to outputs: Int, kernel: Int, stride: Int, padding: Int = 0,
    bias: Bool = true, norm: NormSpec? = nil
  ) {
    self.name = name
    self.inputs = inputs
    self.outputs = outputs
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    self.bias = bias
    self.norm = norm
  }

  /// The map that comes of a map.
  public func grid(of map: TokenGrid) -> TokenGrid {
    TokenGrid(
      rows: (map.rows + 2 * padding - kernel) / stride + 1,
      columns: (map.columns + 2 * padding - kernel) / stride + 1)
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
      layer: try parameters[name].convolution(
        from: inputs, to: outputs, kernel: kernel, bias: bias,
        parts: PackedLinear.parts(forRows: grid.count)),
      norm: try norm?.make(width: outputs, parameters))
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
        let patches = batch.scratch(0, columns: layer.inputs)
        gatherPatches(
          source, height: map.rows, width: map.columns, kernel: spec.kernel, stride: spec.stride,
          padding: spec.padding, outputs: batch.range, into: patches)
        let result = target.rows(batch.range)
        batch.apply(layer, patches, to: result)
        norm?.apply(result, into: result)
      }
    }
  }
}
