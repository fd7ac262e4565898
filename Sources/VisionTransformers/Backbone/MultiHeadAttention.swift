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
        : AttentionPlan(pattern, bias: bias, enhancement: enhancement), bias: bias,
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
struct MultiHeadAttention: Sublayer {
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
    ])
  }

  func apply(to tokens: TokenState, in workspace: Workspace) -> AttentionRecord? {
    let qkv = memory.take(rows: tokenCount + 1, columns: 3 * width)
    if let zeroToken {
      for (column, value) in zeroToken.enumerated() { qkv[tokenCount, column] = value }
    }
    projection.apply(tokens, norm: norm, into: qkv, in: workspace)
    let mixed = tokens.spare()
    kernel.attend(qkv, into: mixed, in: workspace)
    let x = tokens.x
    workspace.forRows(x.rows) { batch in
      batch.measure(.projection) {
        batch.apply(output, mixed.rows(batch.range), to: x.rows(batch.range), adding: true)
      }
    }
    return AttentionRecord(
      space: space, pattern: plan.pattern,
      scores: ProjectedScores(
        qkv: qkv, width: width, headWidth: headWidth, scale: scale, bias: bias,
        pattern: plan.pattern))
  }

  func kernels(frozenAs pattern: AttentionPattern, in workspace: Workspace) -> [any AttentionKernel]
  { [kernel] }
}

/// Scores computed anew from the queries and keys that a run has kept.
struct ProjectedScores: AttentionScores {
  let qkv: Matrix
  let width: Int
  let headWidth: Int
  let scale: Float
  let bias: RelativePositionBias?
  let pattern: AttentionPattern

  func scores(
    of query: Int, head: Int, keys: [Int], in branch: AttentionPattern.Branch
  ) -> [Float] {
    let places = KeyPlaces(branch, of: pattern)
    let channels = head * headWidth..<(head + 1) * headWidth
    var scores = Tensors.scores(
      of: places.memoryRow(ofQuery: query), queries: qkv.columns(channels),
      keys: qkv.columns(width + channels.lowerBound..<width + channels.upperBound),
      to: TokenList(keys.map(places.memoryRow(of:))), scale: scale)
    if let terms = positionTerms(of: query, head: head, keys: keys, in: branch) {
      for index in scores.indices { scores[index] += terms[index] }
    }
    return scores
  }

  func positionTerms(
    of query: Int, head: Int, keys: [Int], in branch: AttentionPattern.Branch
  ) -> [Float]? {
    guard let bias else { return nil }
    let places = KeyPlaces(branch, of: pattern)
    let place = places.place(ofQuery: query)
    return keys.map { bias.value(place, places.place(ofKey: $0), head: head) }
  }

  func write(
    scoresOf queries: [Int], head: Int, keys: [Int], in branch: AttentionPattern.Branch,
    into scores: Matrix, scratch: AttentionScratch
  ) {
    let places = KeyPlaces(branch, of: pattern)
    let channels = head * headWidth..<(head + 1) * headWidth
    Tensors.scores(
      of: TokenList(queries.map(places.memoryRow(ofQuery:))), queries: qkv.columns(channels),
      keys: qkv.columns(width + channels.lowerBound..<width + channels.upperBound),
      to: TokenList(keys.map(places.memoryRow(of:))), scale: scale, into: scores, scratch: scratch)
    guard let bias else { return }
    let queryPlaces = queries.map(places.place(ofQuery:))
    for (row, key) in keys.enumerated() {
      let place = places.place(ofKey: key)
      for column in queries.indices {
        scores[row, column] += bias.value(queryPlaces[column], place, head: head)
      }
    }
  }
}
