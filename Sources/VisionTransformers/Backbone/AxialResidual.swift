import Tensors

/// A residual block of Axial-DeepLab, as data: a 1×1 convolution to fewer channels, attention along
/// columns, attention along rows, and a 1×1 convolution back, added to the block's own input.
///
/// The first block of a stage takes other tokens than it makes, see ``StageSpec/entryWidth``: its
/// input is brought to the new width by a convolution of its own. Where it halves the grid, it does so
/// after both attentions, which still run on the larger one.
public struct AxialResidualSpec: SublayerSpec {
  /// The axial mechanism on the grid on which attention runs.
  public var geometry: AttentionLayerSpec
  /// Channels between the two convolutions.
  public var width: Int
  /// Channels that come in.
  public var inputs: Int
  /// Channels that go out.
  public var outputs: Int
  /// 2 where the block halves the rows and columns.
  public var stride: Int

  public init(
    _ geometry: AttentionLayerSpec, width: Int, from inputs: Int, to outputs: Int, stride: Int = 1
  ) {
    self.geometry = geometry
    self.width = width
    self.inputs = inputs
    self.outputs = outputs
    self.stride = stride
  }

  public var attention: AttentionLayerSpec? { geometry }

  public var mixing: [TokenMixing] { [.attentionInTurn(geometry, stride: stride)] }

  public func make(_ parameters: ParameterScope) throws(ModelError) -> any Sublayer {
    let grid = geometry.context.grid
    let pattern = try geometry.pattern()
    let (rows, pooledRows) = (
      PackedLinear.parts(forRows: grid.count),
      PackedLinear.parts(forRows: grid.count / stride / stride)
    )
    return AxialResidual(
      space: geometry.space, pattern: pattern, stride: stride,
      contract: try parameters.convolution(
        "conv_down", thenNorm: "bn1", shape: [width, inputs, 1, 1], parts: rows),
      height: try axis("hight_block", of: pattern, branch: 0).make(parameters),
      width: try axis("width_block", of: pattern, branch: 1).make(parameters),
      expand: try parameters.convolution(
        "conv_up", thenNorm: "bn2", shape: [outputs, width, 1, 1], parts: pooledRows),
      shortcut: stride == 1 && inputs == outputs
        ? nil
        : try parameters.convolution(
          "downsample.0", thenNorm: "downsample.1", shape: [outputs, inputs, 1, 1],
          parts: pooledRows))
  }

  private func axis(
    _ name: String, of pattern: AttentionPattern, branch: Int
  ) -> PositionSensitiveAttentionSpec {
    let branch = pattern.branches[branch]
    return PositionSensitiveAttentionSpec(
      name: name, width: width, heads: branch.heads.count, lines: branch.groups.map(\.queries))
  }
}

/// A residual block of Axial-DeepLab, with its parameters.
struct AxialResidual: Sublayer {
  let space: AttentionSpace
  let pattern: AttentionPattern
  let stride: Int
  let contract: PackedLinear
  let height: PositionSensitiveAttention
  let width: PositionSensitiveAttention
  let expand: PackedLinear
  /// From the tokens that come in to those that go out, where they differ.
  let shortcut: PackedLinear?
  private let memory = (height: RecordMemory(), width: RecordMemory())

  init(
    space: AttentionSpace, pattern: AttentionPattern, stride: Int, contract: PackedLinear,
    height: PositionSensitiveAttention, width: PositionSensitiveAttention, expand: PackedLinear,
    shortcut: PackedLinear?
  ) {
    self.space = space
    self.pattern = pattern
    self.stride = stride
    self.contract = contract
    self.height = height
    self.width = width
    self.expand = expand
    self.shortcut = shortcut
  }

  private var grid: TokenGrid { pattern.grid }
  private var outputCount: Int { grid.count / stride / stride }

  var cost: Cost {
    func macs(_ layer: PackedLinear, _ tokens: Int) -> Int { tokens * layer.inputs * layer.outputs }
    return Cost([
      .qkv: macs(contract, grid.count) + macs(height.projection, grid.count)
        + macs(width.projection, grid.count),
      .attention: height.attentionMACs + width.attentionMACs,
      .projection: macs(expand, outputCount),
      .other: shortcut.map { macs($0, outputCount) } ?? 0,
    ])
  }

  func apply(to tokens: TokenState, in workspace: Workspace) -> AttentionRecord? {
    let entry = shortcut == nil ? tokens : tokens.entry ?? tokens
    precondition(entry.x.rows == grid.count, "\(entry.x.rows) tokens are not a grid of \(grid)")
    let inner = innerMatrices(of: stride == 1 ? tokens : entry)
    let heightQKV = memory.height.take(rows: grid.count, columns: height.projection.outputs)
    let widthQKV = memory.width.take(rows: grid.count, columns: width.projection.outputs)
    workspace.forRows(grid.count) { batch in
      batch.measure(.qkv) {
        let contracted = inner.0.rows(batch.range)
        batch.apply(contract, entry.x.rows(batch.range), to: contracted)
        relu(contracted)
        batch.apply(height.projection, contracted, to: heightQKV.rows(batch.range))
      }
    }
    height.attend(heightQKV, into: inner.1, in: workspace)
    workspace.forRows(grid.count) { batch in
      batch.measure(.qkv) {
        batch.apply(
          width.projection, inner.1.rows(batch.range), to: widthQKV.rows(batch.range))
      }
    }
    width.attend(widthQKV, into: inner.0, in: workspace)
    finish(inner.0, entry: entry, into: tokens, in: workspace)
    guard workspace.isRecording else { return nil }
    return AttentionRecord(
      space: space, pattern: pattern,
      scores: AxialScores(axes: [(height, heightQKV), (width, widthQKV)]))
  }

  /// Along columns, then along rows.
  func kernels(frozenAs pattern: AttentionPattern, in workspace: Workspace) -> [any AttentionKernel]
  { [height, width] }

  /// Two matrices for the tokens between the convolutions.
  private func innerMatrices(of tokens: TokenState) -> (Matrix, Matrix) {
    let (first, second) = (tokens.spare(0), tokens.spare(1))
    return (first.columns(0..<width.width), second.columns(0..<width.width))
  }

  /// Pools where the grid halves, expands, adds the input, and cuts off what is negative.
  private func finish(
    _ mixed: Matrix, entry: TokenState, into tokens: TokenState, in workspace: Workspace
  ) {
    workspace.forRows(outputCount) { batch in
      let result = tokens.x.rows(batch.range)
      var inner = mixed.rows(stride == 1 ? batch.range : 0..<0)
      batch.measure(.other) {
        if stride > 1 {
          inner = batch.scratch(.hidden, columns: mixed.columns)
          averagePool(
            mixed, height: grid.rows, width: grid.columns, side: stride, outputs: batch.range,
            into: inner)
        }
        if let shortcut { batch.apply(shortcut, picked(from: entry.x, batch), to: result) }
      }
      batch.measure(.projection) {
        relu(inner)
        batch.apply(expand, inner, to: result, adding: true)
        relu(result)
      }
    }
  }

  /// Every second token of every second row, where the grid halves.
  private func picked(from x: Matrix, _ batch: RowBatch) -> Matrix {
    guard stride > 1 else { return x.rows(batch.range) }
    let picked = batch.scratch(.gathered, columns: x.columns)
    gatherPatches(
      x, height: grid.rows, width: grid.columns, kernel: 1, stride: stride, padding: 0,
      outputs: batch.range, into: picked)
    return picked
  }
}

/// Scores computed anew from the queries and keys of both axes.
struct AxialScores: AttentionScores {
  /// The layers, and what their projections made: columns first, then rows.
  let axes: [(layer: PositionSensitiveAttention, qkv: Matrix)]

  func scores(
    of query: Int, head: Int, keys: [Int], in branch: AttentionPattern.Branch
  ) -> [Float] {
    let axis = axes[branch.heads.lowerBound == 0 ? 0 : 1]
    return axis.layer.scores(
      of: query, head: head - branch.heads.lowerBound, line: keys, in: axis.qkv)
  }
}
