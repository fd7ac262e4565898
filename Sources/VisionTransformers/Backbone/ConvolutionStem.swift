import Tensors

/// A stem of several convolutions, one after another, as data.
public struct ConvolutionStemSpec: StemSpec {
  public var convolutions: [ConvolutionSpec]

  /// - Precondition: Each convolution takes what the one before makes.
  public init(_ convolutions: [ConvolutionSpec]) {
    for (before, after) in zip(convolutions, convolutions.dropFirst()) {
      precondition(
        before.outputs == after.inputs,
        "\(after.name) takes \(after.inputs) channels, and gets \(before.outputs)")
    }
    self.convolutions = convolutions
  }

  /// The map that comes of a map.
  public func grid(of map: TokenGrid) -> TokenGrid {
    convolutions.reduce(map) { $1.grid(of: $0) }
  }

  public func footprint(from map: TokenGrid) -> TokenFootprint {
    var map = map
    return TokenFootprint(
      convolutions.map { convolution in
        defer { map = convolution.grid(of: map) }
        return convolution.window(on: map)
      })
  }

  public func make(_ input: PixelSize, _ parameters: ParameterScope) throws(ModelError)
    -> any TokenSource
  {
    var (map, steps): (TokenGrid, [PatchEmbedding]) = (input.grid, [])
    for convolution in convolutions {
      steps.append(try convolution.embedding(of: map, parameters))
      map = convolution.grid(of: map)
    }
    return ConvolutionStem(steps: steps)
  }
}

/// A stem of several convolutions, with its parameters.
struct ConvolutionStem: TokenSource {
  let steps: [PatchEmbedding]
  /// For the maps between the steps.
  private let memory: [RecordMemory]

  init(steps: [PatchEmbedding]) {
    self.steps = steps
    memory = steps.dropLast().map { _ in RecordMemory() }
  }

  var cost: Cost { steps.reduce(Cost()) { $0 + $1.cost } }

  func apply(_ input: TokenState, into tokens: TokenState, in workspace: Workspace) {
    var source = input.gridTokens
    for (index, step) in steps.enumerated() {
      let target =
        index == memory.count
        ? tokens.gridTokens
        : memory[index].take(rows: step.grid.count, columns: step.layer.outputs)
      step.apply(source, into: target, in: workspace)
      source = target
    }
  }
}
