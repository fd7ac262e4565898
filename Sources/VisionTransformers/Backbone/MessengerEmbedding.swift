import Tensors

/// The stem of an MSG-Transformer, as data: patches, and a learned messenger token for each window.
public struct MessengerStemSpec: StemSpec {
  public var convolution: ConvolutionSpec
  public var mechanism: MessengerAttention
  /// The name of the messengers of one region, which all regions share: `[1, windows, 1, width]`.
  public var messengers: String

  public init(_ convolution: ConvolutionSpec, for mechanism: MessengerAttention, messengers: String)
  {
    self.convolution = convolution
    self.mechanism = mechanism
    self.messengers = messengers
  }

  /// Messengers are learned.
  public func footprint(from map: TokenGrid) -> TokenFootprint { convolution.footprint(from: map) }

  public func make(_ input: PixelSize, _ parameters: ParameterScope) throws(ModelError)
    -> any TokenSource
  {
    let (side, width) = (mechanism.regionSize, convolution.outputs)
    let windows = try mechanism.windows(on: convolution.grid(of: input.grid))
    let patches = try convolution.make(input, parameters)
    let learned = Matrix(
      Tensor(
        try parameters[messengers].tensor([1, side * side, 1, width]).scalars,
        shape: [side * side, width]))
    let table = Matrix(rows: windows.count, columns: width)
    gatherRows(
      learned,
      TokenList(
        (0..<windows.count).map { window in
          let (row, column) = windows.position(of: window)
          return row % side * side + column % side
        }), partsPerRow: 1, into: table)
    return MessengerStem(patches: patches, messengers: table)
  }
}

/// The stem of an MSG-Transformer, with its parameters.
struct MessengerStem: TokenSource {
  let patches: any TokenSource
  /// `[windows, width]`.
  let messengers: Matrix

  var cost: Cost { patches.cost }

  func apply(_ input: TokenState, into tokens: TokenState, in workspace: Workspace) {
    patches.apply(input, into: tokens, in: workspace)
    copyRows(messengers, into: tokens.prefixTokens)
  }
}

/// The step between two stages of an MSG-Transformer, as data: one convolution over the map of
/// patches, and the same over the map of messengers.
public struct MessengerStepSpec: DownsamplingSpec {
  public var convolution: ConvolutionSpec
  /// Of the stage before.
  public var windows: TokenGrid

  public init(_ convolution: ConvolutionSpec, windows: TokenGrid) {
    self.convolution = convolution
    self.windows = windows
  }

  public func footprint(from map: TokenGrid) -> TokenFootprint {
    TokenFootprint([convolution.window(on: map)], prefix: convolution.window(on: windows))
  }

  public func make(from grid: TokenGrid, _ parameters: ParameterScope) throws(ModelError)
    -> any TokenSource
  {
    let patches = try convolution.embedding(of: grid, parameters)
    return MessengerStep(patches: patches, messengers: patches.over(windows))
  }
}

/// The step between two stages of an MSG-Transformer, with its parameters.
struct MessengerStep: TokenSource {
  let patches: PatchEmbedding
  let messengers: PatchEmbedding

  var cost: Cost { patches.cost + messengers.cost }

  func apply(_ input: TokenState, into tokens: TokenState, in workspace: Workspace) {
    patches.apply(input.gridTokens, into: tokens.gridTokens, in: workspace)
    messengers.apply(input.prefixTokens, into: tokens.prefixTokens, in: workspace)
  }
}
