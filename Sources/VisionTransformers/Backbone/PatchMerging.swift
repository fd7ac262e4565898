import Tensors

/// Swin's step between stages, as data: four neighbours side by side, norm, and an affine layer to
/// half as many channels (arXiv 2103.14030).
public struct PatchMergingSpec: DownsamplingSpec {
  public var inputs: Int
  /// The beginning of the names: `name.norm`, `name.reduction`.
  public var name: String

  public init(_ name: String, from inputs: Int) {
    self.name = name
    self.inputs = inputs
  }

  /// Half as many rows and columns, rounded up: an odd one is filled with zeros.
  public static func grid(of map: TokenGrid) -> TokenGrid {
    TokenGrid(rows: (map.rows + 1) / 2, columns: (map.columns + 1) / 2)
  }

  public func footprint(from map: TokenGrid) -> TokenFootprint {
    TokenFootprint([.patchMerging(of: map)])
  }

  public func make(from map: TokenGrid, _ parameters: ParameterScope) throws(ModelError)
    -> any TokenSource
  {
    let grid = Self.grid(of: map)
    let scope = parameters[name]
    return PatchMerging(
      map: map, grid: grid, norm: try NormSpec.layer("norm").make(width: 4 * inputs, scope),
      reduction: try scope["reduction"].linear(
        from: 4 * inputs, to: 2 * inputs, bias: false,
        parts: PackedLinear.parts(forRows: grid.count)))
  }
}

/// Swin's step between stages, with its parameters.
struct PatchMerging: TokenSource {
  let grid: TokenGrid
  let norm: Norm
  let reduction: PackedLinear
  /// For each new token its four, the row offset varying first, and −1 for a zero token.
  private let neighbours: TokenList

  init(map: TokenGrid, grid: TokenGrid, norm: Norm, reduction: PackedLinear) {
    self.grid = grid
    self.norm = norm
    self.reduction = reduction
    neighbours = TokenList(
      (0..<grid.count).flatMap { token in
        let (row, column) = grid.position(of: token)
        return [(0, 0), (1, 0), (0, 1), (1, 1)].map { down, right in
          map.contains(row: 2 * row + down, column: 2 * column + right)
            ? map[2 * row + down, 2 * column + right] : -1
        }
      })
  }

  var cost: Cost { Cost([.other: grid.count * reduction.inputs * reduction.outputs]) }

  func apply(_ input: TokenState, into tokens: TokenState, in workspace: Workspace) {
    let (source, target) = (input.gridTokens, tokens.gridTokens)
    workspace.forRows(grid.count) { batch in
      batch.measure(.other) {
        let merged = batch.scratch(.gathered, columns: reduction.inputs)
        let four = neighbours.slice(4 * batch.range.lowerBound..<4 * batch.range.upperBound)
        gatherRows(source, four, partsPerRow: 4, into: merged)
        norm.apply(merged, into: merged)
        batch.apply(reduction, merged, to: target.rows(batch.range))
      }
    }
  }
}
