import Tensors

/// Multi-head attention over a mechanism's pattern, as data:
/// `x += proj(softmax(scale · q kᵀ + position) v + term(v))`, with q, k and v of norm(x).
public struct MultiHeadAttentionSpec: SublayerSpec {
  public var geometry: AttentionLayerSpec
  public var width: Int
  public var norm: NormSpec
  public var projection: ProjectionSpec
  public var position: PositionTermSpec
  public var valueTerm: ValueTermSpec
  /// The name of the layer after the attention.
  public var output: String
  /// How the weights of the layer after the attention are published.
  public var form: AffineForm
  /// What the products of queries and keys are multiplied by.
  public var scale: Float

  public init(
    _ geometry: AttentionLayerSpec, width: Int, norm: NormSpec, projection: ProjectionSpec,
    position: PositionTermSpec = .none, valueTerm: ValueTermSpec = .none,
    output: String = "attn.proj", form: AffineForm = .linear, scale: Float
  ) {
    self.geometry = geometry
    self.width = width
    self.norm = norm
    self.projection = projection
    self.position = position
    self.valueTerm = valueTerm
    self.output = output
    self.form = form
    self.scale = scale
  }

  public var attention: AttentionLayerSpec? { geometry }

  public func make(_ parameters: ParameterScope) throws(ModelError) -> any Sublayer {
    let grid = geometry.context.grid
    let norm = try norm.make(width: width, parameters)
    let projection = try projection.make(grid: grid, width: width, parameters)
    let bias = try position.make(heads: geometry.context.heads, grid: grid, parameters)
    let pattern = try geometry.pattern()
    let enhancement = try valueTerm.make(pattern, headWidth: width / pattern.heads, parameters)
    let needsZeroToken = !parameters.takesNamesOnly && hasPadding(pattern)
    return MultiHeadAttention(
      space: geometry.space,
      plan: parameters.takesNamesOnly
        ? AttentionPlan(unplanned: pattern)
        : AttentionPlan(
          pattern, bias: bias, enhancement: enhancement, canBatch: projection.rowwise != nil),
      bias: bias,
      enhancement: enhancement, norm: norm, projection: projection,
      output: try parameters[output].affine(
        form, from: width, to: width, parts: PackedLinear.parts(forRows: grid.count)),
      zeroToken: needsZeroToken ? projection.ofZero : nil, width: width, scale: scale,
      nominalPairs: try geometry.mechanism.nominalPairCount(in: geometry.context))
  }

  /// Whether zero tokens beyond the grid are among the keys.
  private func hasPadding(_ pattern: AttentionPattern) -> Bool {
    pattern.branches.contains { branch in
      if case .padded = branch.keySpace { true } else { false }
    }
  }
}

/// Multi-head attention over a pattern, with its parameters.
struct MultiHeadAttention: BatchedSublayer {
  let space: AttentionSpace
  let plan: AttentionPlan
  let bias: RelativePositionBias?
  let enhancement: LocalEnhancement?
  let norm: Norm
  let projection: any QueryKeyValueProjection
  let output: PackedLinear
  /// Query, key and value of the zero tokens beyond the grid, where the pattern has some.
  let zeroToken: [Float]?
  let width: Int
  let scale: Float
  let nominalPairs: Int
  var next: (any RowSublayer)?
  private let memory = RecordMemory()

  private var kernel: PlannedAttention { PlannedAttention(plan: plan, width: width, scale: scale) }
  private var headWidth: Int { width / plan.pattern.heads }
  private var tokenCount: Int { plan.pattern.prefixCount + plan.pattern.grid.count }

  var cost: Cost {
    Cost([
      .qkv: projection.macs(tokens: tokenCount),
      .attention: 2 * nominalPairs * headWidth
        + (enhancement?.macs(tokens: tokenCount, width: width) ?? 0),
      .projection: tokenCount * width * width,
    ]) + (next?.cost ?? Cost())
  }

  func apply(to tokens: TokenState, in workspace: Workspace) -> AttentionRecord? {
    let kept: Matrix?
    if let batches = plan.batches, let layer = projection.rowwise {
      kept = apply(layer, to: tokens.x, batches, in: workspace)
    } else {
      kept = applyInTurn(to: tokens, in: workspace)
    }
    guard workspace.isRecording, let kept else { return nil }
    return AttentionRecord(
      space: space, pattern: plan.pattern,
      scores: ProjectedScores(
        qkv: kept, width: width, headWidth: headWidth, scale: scale, bias: bias,
        pattern: plan.pattern, places: plan.batches?.places))
  }

  /// Takes each batch through everything: the threads meet once.
  ///
  /// - Returns: Queries and keys, batch after batch, if the workspace keeps them.
  private func apply(
    _ layer: PackedLinear, to x: Matrix, _ batches: AttentionBatches, in workspace: Workspace
  ) -> Matrix? {
    let kept = workspace.isRecording ? memory.take(rows: tokenCount, columns: 2 * width) : nil
    workspace.forBatches(batches.ranges) { index, batch in
      let own = batches.batches[index]
      let qkv = batch.scratch(.qkv, columns: 3 * width)
      let mixed = batch.scratch(.mixed, columns: width)
      batch.measure(.qkv) {
        let normed = batch.scratch(.normed, columns: width)
        norm.apply(x, at: own.tokens, into: normed)
        batch.apply(layer, normed, to: qkv)
        if let kept { copyRowsPastCaches(qkv.columns(0..<2 * width), into: kept.rows(batch.range)) }
      }
      batch.measure(.attention) {
        own.attend(
          qkv, headWidth: headWidth, scale: scale, into: mixed, scratch: batch.memory.attention)
      }
      finish(x, at: own.tokens, mixed, in: batch)
    }
    return kept
  }

  /// Takes all tokens through one step after another.
  ///
  /// - Returns: Queries, keys and values.
  private func applyInTurn(to tokens: TokenState, in workspace: Workspace) -> Matrix {
    let qkv = workspace.qkv(rows: tokenCount + 1, columns: 3 * width, keptIn: memory)
    if let zeroToken {
      for (column, value) in zeroToken.enumerated() { qkv[tokenCount, column] = value }
    }
    projection.apply(tokens, norm: norm, into: qkv, in: workspace)
    let (x, mixed) = (tokens.x, tokens.spare())
    kernel.attend(qkv, into: mixed, in: workspace)
    workspace.forRows(x.rows) { batch in
      finish(x.rows(batch.range), at: nil, mixed.rows(batch.range), in: batch)
    }
    return qkv
  }

  /// Adds what was mixed of the values to some tokens, and takes them on.
  private func finish(_ x: Matrix, at tokens: TokenList?, _ mixed: Matrix, in batch: RowBatch) {
    batch.measure(.projection) { batch.apply(output, mixed, to: x, at: tokens, adding: true) }
    next?.apply(to: x, at: tokens, in: batch)
  }

  func kernels(frozenAs pattern: AttentionPattern, in workspace: Workspace) -> [any AttentionKernel]
  { [kernel] }
}
