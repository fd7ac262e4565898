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
    let known = clusters ?? lone.map { [$0] }
    let (leaf, overlap) = (mechanism.leafSize, mechanism.overlap)
    return FeatureSpaceLocalAttention(
      mechanism: mechanism, context: context, clusters: known,
      norm: try norm.make(width: width, parameters),
      projection: FusedProjection(
        layer: try scope["qkv"].linear(
          from: width, to: 3 * width, bias: hasBias, parts: parts)),
      enhancement: try scope["get_v"].depthwise(width: width, kernel: 3),
      output: try scope["proj"].linear(from: width, to: width, parts: parts), width: width,
      scale: scale, nominalPairs: try mechanism.nominalPairCount(in: context),
      levels: try mechanism.depth(on: grid),
      frozen: known.map {
        PlannedAttention(
          plan: AttentionPlan(mechanism.pattern(of: $0, in: context)), width: width, scale: scale)
      },
      pairKeys: (TokenList(0..<leaf + overlap), TokenList(leaf - overlap..<2 * leaf)))
  }
}

/// Feature-space local attention, with its parameters.
struct FeatureSpaceLocalAttention: BatchedSublayer {
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
  var next: (any RowSublayer)?
  /// The attention in clusters that do not follow from the queries.
  let frozen: PlannedAttention?
  /// The rows of a pair of leaves that the left and the right one attend to.
  let pairKeys: (left: TokenList, right: TokenList)
  private let memory = RecordMemory()

  var isInFeatureSpace: Bool { true }

  private var grid: TokenGrid { context.grid }
  private var headWidth: Int { width / context.heads }

  /// Halving a level takes 10 multiply-accumulates for each number of a query: 2 for similarities,
  /// three times, and 2 for centres, twice.
  var cost: Cost {
    let enhancementMACs = enhancement.kernel * enhancement.kernel * grid.count * width
    return Cost([
      .qkv: projection.macs(tokens: grid.count),
      .clustering: 10 * levels * grid.count * width,
      .attention: 2 * nominalPairs * headWidth + enhancementMACs,
      .projection: grid.count * width * width,
    ]) + (next?.cost ?? Cost())
  }

  func apply(to tokens: TokenState, in workspace: Workspace) -> AttentionRecord? {
    let qkv = workspace.qkv(rows: grid.count, columns: 3 * width, keptIn: memory)
    projection.apply(tokens, norm: norm, into: qkv, in: workspace)
    let (queries, mixed) = (qkv.columns(0..<width), tokens.spare())
    var order: TokenOrder?
    if let frozen {
      frozen.attend(qkv, into: mixed, in: workspace)
    } else {
      let found = workspace.order(count: context.heads * grid.count)
      BalancedClustering.arrange(
        found, heads: context.heads, leafSize: mechanism.leafSize, in: workspace
      ) { queries.columns($0 * headWidth..<($0 + 1) * headWidth) }
      clustered(by: found).attend(qkv, into: mixed, in: workspace)
      order = found
    }
    project(qkv.columns(2 * width..<3 * width), mixed, to: tokens.x, in: workspace)
    return workspace.isRecording ? workspace.recording { record(qkv, order) } : nil
  }

  private func clustered(by order: TokenOrder) -> ClusteredAttention {
    ClusteredAttention(
      order: order, headCount: context.heads, width: width, scale: scale,
      leafSize: mechanism.leafSize, keys: pairKeys)
  }

  private func record(_ qkv: Matrix, _ order: TokenOrder?) -> AttentionRecord {
    let trees =
      clusters
      ?? order.map {
        BalancedClustering.trees(in: $0, heads: context.heads, leafSize: mechanism.leafSize)
      } ?? []
    let pattern = mechanism.pattern(of: trees, in: context)
    let queries = (0..<context.heads).map { qkv.columns($0 * headWidth..<($0 + 1) * headWidth) }
    return AttentionRecord(
      space: .feature, pattern: pattern,
      features: levels == 0 ? nil : TokenFeatures(queries: queries, clusters: trees),
      scores: ProjectedScores(
        qkv: qkv, width: width, headWidth: headWidth, scale: scale, bias: nil, pattern: pattern))
  }

  func kernels(frozenAs pattern: AttentionPattern, in workspace: Workspace) -> [any AttentionKernel]
  {
    guard frozen == nil, pattern.branches.count == context.heads else {
      return [PlannedAttention(plan: AttentionPlan(pattern), width: width, scale: scale)]
    }
    let tokens = pattern.branches.flatMap { $0.groups.flatMap(\.queries) }
    guard tokens.count == context.heads * grid.count else { return [] }
    let order = TokenOrder(count: tokens.count)
    for (index, token) in tokens.enumerated() { order[index] = token }
    return [clustered(by: order)]
  }

  /// Adds the convolved values to the mixed ones, and their projection to the tokens.
  private func project(
    _ values: Matrix, _ mixed: Matrix, to x: Matrix, in workspace: Workspace
  ) {
    workspace.forStrips(of: grid) { rows, batch in
      batch.measure(.attention) {
        enhancement.apply(
          values, height: grid.rows, width: grid.columns, rows: rows,
          into: mixed.rows(batch.range), adding: true)
      }
      batch.measure(.projection) {
        batch.apply(output, mixed.rows(batch.range), to: x.rows(batch.range), adding: true)
      }
      next?.apply(to: x.rows(batch.range), at: nil, in: batch)
    }
  }
}
