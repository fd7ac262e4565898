import Tensors

/// Feature-space local attention (FSLA), as data: the second attention layer of BOAT's bilateral
/// blocks (arXiv 2201.13027), which its code calls content attention.
///
/// `x += proj(softmax(scale · q kᵀ) v + depthwise(v))`, with q, k and v of norm(x): attention inside
/// clusters of q, head by head, and LePE over the whole map.
public struct FeatureSpaceLocalAttentionSpec: SublayerSpec {
  public var mechanism: FeatureSpaceAttention
  public var grid: TokenGrid
  public var heads: Int
  public var width: Int
  public var norm: NormSpec
  /// The beginning of the names: `name.qkv`, `name.get_v`, `name.proj`.
  public var name: String
  /// What the products of queries and keys are multiplied by.
  public var scale: Float
  /// Whether biases are added to queries, keys and values.
  public var hasBias: Bool
  /// Clusters to attend in whatever the queries are, one for each head; `nil` for those of the
  /// queries.
  public var clusters: [ClusterTree]?

  public init(
    _ mechanism: FeatureSpaceAttention, grid: TokenGrid, heads: Int, width: Int, norm: NormSpec,
    name: String, scale: Float, hasBias: Bool = true, clusters: [ClusterTree]? = nil
  ) {
    self.mechanism = mechanism
    self.grid = grid
    self.heads = heads
    self.width = width
    self.norm = norm
    self.name = name
    self.scale = scale
    self.hasBias = hasBias
    self.clusters = clusters
  }

  public var attention: AttentionLayerSpec? {
    AttentionLayerSpec(mechanism, context: context, space: .feature)
  }

  private var context: BlockContext { BlockContext(grid: grid, heads: heads) }

  public func make(_ parameters: ParameterScope) throws(ModelError) -> any Sublayer {
    let parts = PackedLinear.parts(forRows: grid.count)
    let scope = parameters[name]
    let lone = try mechanism.loneTree(on: grid)
    return FeatureSpaceLocalAttention(
      mechanism: mechanism, context: context,
      clusters: clusters ?? lone.map { [$0] },
      norm: try norm.make(width: width, parameters),
      projection: FusedProjection(
        layer: try scope["qkv"].linear(
          from: width, to: 3 * width, bias: hasBias, parts: parts)),
      enhancement: try scope["get_v"].depthwise(width: width, kernel: 3),
      output: try scope["proj"].linear(from: width, to: width, parts: parts), width: width,
      scale: scale, nominalPairs: try mechanism.nominalPairCount(in: context),
      levels: try mechanism.depth(on: grid))
  }
}

/// Feature-space local attention, with its parameters.
struct FeatureSpaceLocalAttention: Sublayer {
  let mechanism: FeatureSpaceAttention
  let context: BlockContext
  /// The clusters, where they do not follow from the queries.
  let clusters: [ClusterTree]?
  let norm: Norm
  let projection: FusedProjection
  let enhancement: DepthwiseConvolution
  let output: PackedLinear
  let width: Int
  let scale: Float
  let nominalPairs: Int
  /// How often the tokens are halved.
  let levels: Int
  private let memory = RecordMemory()

  private var grid: TokenGrid { context.grid }
  private var headWidth: Int { width / context.heads }

  /// Halving a level takes 10 multiply-accumulates for each number of a query: 2 for similarities,
  /// three times, and 2 for centres, twice.
  var cost: Cost {
    let enhancementMACs = enhancement.kernel * enhancement.kernel * grid.count * width
    return Cost([
      .qkv: projection.macs(tokens: grid.count),
      .attention: 2 * nominalPairs * headWidth + 10 * levels * grid.count * width
        + enhancementMACs,
      .projection: grid.count * width * width,
    ])
  }

  func apply(to tokens: TokenState, in workspace: Workspace) -> AttentionRecord? {
    let qkv = memory.take(rows: grid.count, columns: 3 * width)
    projection.apply(tokens, norm: norm, into: qkv, in: workspace)
    let queries = (0..<context.heads).map { qkv.columns($0 * headWidth..<($0 + 1) * headWidth) }
    let trees =
      clusters ?? BalancedClustering.trees(of: queries, leafSize: mechanism.leafSize, in: workspace)
    let pattern = AttentionPattern(
      on: grid,
      branches: workspace.map(trees.count, .attention) { index, _ in
        mechanism.branch(index, of: trees, in: context)
      })
    let mixed = tokens.spare()
    kernel(of: pattern, in: workspace).attend(qkv, into: mixed, in: workspace)
    project(qkv.columns(2 * width..<3 * width), mixed, to: tokens.x, in: workspace)
    return AttentionRecord(
      space: .feature, pattern: pattern,
      features: levels == 0 ? nil : TokenFeatures(queries: queries, clusters: trees),
      scores: ProjectedScores(
        qkv: qkv, width: width, headWidth: headWidth, scale: scale, bias: nil, pattern: pattern))
  }

  private func kernel(of pattern: AttentionPattern, in workspace: Workspace) -> PlannedAttention {
    PlannedAttention(plan: AttentionPlan(pattern, in: workspace), width: width, scale: scale)
  }

  func kernels(frozenAs pattern: AttentionPattern, in workspace: Workspace) -> [any AttentionKernel]
  { [kernel(of: pattern, in: workspace)] }

  /// Adds the convolved values to the mixed ones, and their projection to the tokens.
  private func project(
    _ values: Matrix, _ mixed: Matrix, to x: Matrix, in workspace: Workspace
  ) {
    workspace.forStrips(of: grid) { rows, batch in
      batch.measure(.attention) {
        enhancement.apply(
          values, height: grid.rows, width: grid.columns, rows: rows, into: mixed, adding: true)
      }
      batch.measure(.projection) {
        batch.apply(output, mixed.rows(batch.range), to: x.rows(batch.range), adding: true)
      }
    }
  }
}
