import Tensors

/// The stem of residual networks, as data: a convolution with batch norm and ReLU, and the maximum of
/// 3 × 3 neighbours at every second place (arXiv 1512.03385).
public struct ResidualStemSpec: StemSpec {
  public var outputs: Int
  /// The names of the convolution and of its norm.
  public var names: (String, String)

  public init(to outputs: Int, names: (String, String) = ("conv1", "bn1")) {
    self.outputs = outputs
    self.names = names
  }

  /// The tokens that come of a picture: a quarter of its height and width.
  public static func grid(of input: PixelSize) -> TokenGrid {
    pool.grid(of: convolution.grid(of: TokenGrid(rows: input.height, columns: input.width)))
  }

  public func footprint(from map: TokenGrid) -> TokenFootprint {
    let first = Self.convolution.footprint(on: map)
    return TokenFootprint([first, Self.pool.footprint(on: first.coarse)])
  }

  public func make(_ input: PixelSize, _ parameters: ParameterScope) throws(ModelError)
    -> any TokenSource
  {
    let picture = TokenGrid(rows: input.height, columns: input.width)
    let map = Self.convolution.grid(of: picture)
    return ResidualStem(
      picture: picture, map: map, grid: Self.pool.grid(of: map),
      layer: try parameters.convolution(
        names.0, thenNorm: names.1,
        shape: [outputs, 3, Self.convolution.kernel, Self.convolution.kernel]))
  }

  /// A square window that moves over a map.
  struct Window {
    let kernel: Int
    let stride: Int
    let padding: Int

    func grid(of map: TokenGrid) -> TokenGrid {
      TokenGrid(
        rows: (map.rows + 2 * padding - kernel) / stride + 1,
        columns: (map.columns + 2 * padding - kernel) / stride + 1)
    }

    /// Which part of a map each place of the next is made from.
    func footprint(on map: TokenGrid) -> DownsamplingFootprint {
      DownsamplingFootprint(
        fine: map, coarse: grid(of: map), extent: kernel, stride: stride, padding: padding)
    }
  }

  static let convolution = Window(kernel: 7, stride: 2, padding: 3)
  static let pool = Window(kernel: 3, stride: 2, padding: 1)
}

/// The stem of residual networks, with its parameters.
struct ResidualStem: TokenSource {
  let picture: TokenGrid
  /// What the convolution makes of the picture.
  let map: TokenGrid
  let grid: TokenGrid
  let layer: PackedLinear
  private let memory = RecordMemory()

  init(picture: TokenGrid, map: TokenGrid, grid: TokenGrid, layer: PackedLinear) {
    self.picture = picture
    self.map = map
    self.grid = grid
    self.layer = layer
  }

  var cost: Cost { Cost([.other: map.count * layer.inputs * layer.outputs]) }

  func apply(_ input: TokenState, into tokens: TokenState, in workspace: Workspace) {
    let (source, target) = (input.gridTokens, tokens.gridTokens)
    let (window, pool) = (ResidualStemSpec.convolution, ResidualStemSpec.pool)
    let features = memory.take(rows: map.count, columns: layer.outputs)
    workspace.forRows(map.count) { batch in
      batch.measure(.other) {
        let patches = batch.scratch(.gathered, columns: layer.inputs)
        gatherPatches(
          source, height: picture.rows, width: picture.columns, kernel: window.kernel,
          stride: window.stride, padding: window.padding, outputs: batch.range, into: patches)
        batch.apply(layer, patches, to: features.rows(batch.range))
        relu(features.rows(batch.range))
      }
    }
    workspace.forRows(grid.count) { batch in
      batch.measure(.other) {
        maximumPool(
          features, height: map.rows, width: map.columns, kernel: pool.kernel,
          stride: pool.stride, padding: pool.padding, outputs: batch.range,
          into: target.rows(batch.range))
      }
    }
  }
}
