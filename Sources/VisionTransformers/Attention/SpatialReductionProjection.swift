import Tensors

/// Queries of all tokens; keys and values of squares of tokens that a convolution sums up, or where
/// `reduction` is 1, of all tokens too (arXiv 2102.12122).
struct SpatialReductionProjection: QueryKeyValueProjection {
  /// What makes one token of a square.
  private struct Summary: Sendable {
    let convolution: PackedLinear
    let norm: Norm
    let grid: TokenGrid
  }

  private let grid: TokenGrid
  private let width: Int
  private let reduction: Int
  private let query: PackedLinear
  private let keyValue: PackedLinear
  private let summary: Summary?

  /// - Parameters:
  ///   - grid: How the tokens lie.
  ///   - width: Channels of a token.
  ///   - reduction: Tokens along the side of a square.
  ///   - norm: What follows the convolution.
  ///   - hasBias: Whether biases are added to queries, keys and values.
  ///   - parameters: Where `q`, `kv`, `sr` and `norm` are.
  /// - Throws: ``ModelError`` where one is missing or has another shape.
  init(
    grid: TokenGrid, width: Int, reduction: Int, norm: NormSpec, hasBias: Bool,
    _ parameters: ParameterScope
  ) throws(ModelError) {
    self.grid = grid
    self.width = width
    self.reduction = reduction
    let keyGrid = TokenGrid(rows: grid.rows / reduction, columns: grid.columns / reduction)
    let keyParts = PackedLinear.parts(forRows: keyGrid.count)
    query = try parameters["q"].linear(
      from: width, to: width, bias: hasBias, parts: PackedLinear.parts(forRows: grid.count))
    keyValue = try parameters["kv"].linear(
      from: width, to: 2 * width, bias: hasBias, parts: keyParts)
    summary =
      reduction == 1
      ? nil
      : Summary(
        convolution: try parameters["sr"].convolution(
          from: width, to: width, kernel: reduction, parts: keyParts),
        norm: try norm.make(width: width, parameters), grid: keyGrid)
  }

  var ofZero: [Float]? { nil }

  func macs(tokens: Int) -> Int {
    guard let summary else { return tokens * width * 3 * width }
    return tokens * width * width + summary.grid.count * width
      * (summary.convolution.inputs + 2 * width)
  }

  func apply(_ tokens: TokenState, norm: Norm, into qkv: Matrix, in workspace: Workspace) {
    let (x, normed) = (tokens.x, tokens.spare())
    workspace.forRows(x.rows) { batch in
      batch.measure(.qkv) {
        let rows = normed.rows(batch.range)
        norm.apply(x.rows(batch.range), into: rows)
        let target = qkv.rows(batch.range)
        batch.apply(query, rows, to: target.columns(0..<width))
        if summary == nil { batch.apply(keyValue, rows, to: target.columns(width..<3 * width)) }
      }
    }
    guard let summary else { return }
    precondition(tokens.prefixCount == 0, "\(tokens.prefixCount) prefix tokens fill no square")
    workspace.forRows(summary.grid.count) { batch in
      batch.measure(.qkv) {
        let patches = batch.scratch(.gathered, columns: summary.convolution.inputs)
        let reduced = batch.scratch(.normed, columns: width)
        gatherPatches(
          normed, height: grid.rows, width: grid.columns, kernel: reduction, stride: reduction,
          padding: 0, outputs: batch.range, into: patches)
        batch.apply(summary.convolution, patches, to: reduced)
        summary.norm.apply(reduced, into: reduced)
        batch.apply(
          keyValue, reduced, to: qkv.rows(batch.range).columns(width..<3 * width))
      }
    }
  }
}
