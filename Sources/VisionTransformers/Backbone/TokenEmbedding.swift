import Tensors

/// A stem or a step between stages whose tokens get prefix tokens and learned positions, as data:
/// `concat(prefix, convolution(x)) + positions`.
public struct TokenEmbeddingSpec: StemSpec, DownsamplingSpec {
  public var convolution: ConvolutionSpec
  /// The names of the tokens that stand before those of the grid (class, distillation), each
  /// `[1, 1, width]`.
  public var prefix: [String]
  /// The name of the table of positions, `[1, prefix.count + trainingGrid.count, width]`.
  public var positions: String
  /// The grid that the table was trained for; on another one it is resampled, and the rows of prefix
  /// tokens are kept.
  public var trainingGrid: TokenGrid
  public var resampling: TableResampling

  public init(
    _ convolution: ConvolutionSpec, prefix: [String] = [], positions: String,
    trainedOn trainingGrid: TokenGrid, resampling: TableResampling
  ) {
    self.convolution = convolution
    self.prefix = prefix
    self.positions = positions
    self.trainingGrid = trainingGrid
    self.resampling = resampling
  }

  /// Prefix tokens are learned.
  public func footprint(from map: TokenGrid) -> TokenFootprint { convolution.footprint(from: map) }

  public func make(_ input: PixelSize, _ parameters: ParameterScope) throws(ModelError)
    -> any TokenSource
  {
    try make(from: TokenGrid(rows: input.height, columns: input.width), parameters)
  }

  public func make(from map: TokenGrid, _ parameters: ParameterScope) throws(ModelError)
    -> any TokenSource
  {
    let (width, grid) = (convolution.outputs, convolution.grid(of: map))
    let source = try convolution.make(from: map, parameters)
    var prefixTokens: [[Float]] = []
    for name in prefix {
      prefixTokens.append(try parameters[name].tensor([1, 1, width]).scalars)
    }
    let table = try parameters[positions].tensor(
      [1, prefix.count + trainingGrid.count, width]
    ).scalars
    for index in prefixTokens.indices {
      for channel in 0..<width { prefixTokens[index][channel] += table[index * width + channel] }
    }
    let resampled = resampling.resample(
      Array(table[(prefix.count * width)...]), channels: width, from: trainingGrid, to: grid)
    return TokenEmbedding(
      source: source,
      prefix: Matrix(Tensor(prefixTokens.flatMap { $0 }, shape: [prefix.count, width])),
      positions: Matrix(Tensor(resampled, shape: [grid.count, width])))
  }
}

/// A stem or a step between stages with prefix tokens and positions, with its parameters.
struct TokenEmbedding: TokenSource {
  let source: any TokenSource
  /// The prefix tokens, their positions included: `[prefix tokens, width]`.
  let prefix: Matrix
  /// What is added to the tokens of the grid: `[grid.count, width]`.
  let positions: Matrix

  var cost: Cost { source.cost }

  func apply(_ input: TokenState, into tokens: TokenState, in workspace: Workspace) {
    source.apply(input, into: tokens, in: workspace)
    copyRows(prefix, into: tokens.prefixTokens)
    let target = tokens.gridTokens
    workspace.forRows(positions.rows) { batch in
      batch.measure(.other) {
        add(positions.rows(batch.range), into: target.rows(batch.range))
      }
    }
  }
}
