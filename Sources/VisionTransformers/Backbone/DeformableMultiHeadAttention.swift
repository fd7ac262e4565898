import Tensors

/// The deformable attention of DAT, as data: keys and values are read between tokens, at points that a
/// small network finds from the queries (arXiv 2201.00520).
///
/// Parameters, below `name`: `proj_q`, `conv_offset`, `proj_k`, `proj_v`, `rpe_table`, `proj_out`.
public struct DeformableMultiHeadAttentionSpec: SublayerSpec {
  public var grid: TokenGrid
  public var width: Int
  public var heads: Int
  public var mechanism: SharedDeformableAttention
  public var norm: NormSpec
  public var name: String
  /// The side of the window of the offset network's convolution.
  public var kernel: Int
  /// The grid that the table of positions was trained for; on another one it is resampled.
  public var trainingGrid: TokenGrid

  public init(
    grid: TokenGrid, width: Int, heads: Int, groups: Int, norm: NormSpec, name: String,
    kernel: Int, trainedOn trainingGrid: TokenGrid
  ) {
    self.grid = grid
    self.width = width
    self.heads = heads
    mechanism = SharedDeformableAttention(groups: groups)
    self.norm = norm
    self.name = name
    self.kernel = kernel
    self.trainingGrid = trainingGrid
  }

  private var context: BlockContext { BlockContext(grid: grid, heads: heads) }

  public var attention: AttentionLayerSpec? { AttentionLayerSpec(mechanism, context: context) }

  public func make(_ parameters: ParameterScope) throws(ModelError) -> any Sublayer {
    let scope = parameters[name]
    let parts = PackedLinear.parts(forRows: grid.count)
    func projection(_ name: String) throws(ModelError) -> PackedLinear {
      try scope[name].convolution(from: width, to: width, kernel: 1, parts: parts)
    }
    return DeformableMultiHeadAttention(
      mechanism: mechanism, context: context,
      norm: try norm.make(width: width, parameters), query: try projection("proj_q"),
      offsets: try OffsetNetwork(
        grid: grid, width: width, groups: mechanism.groups, kernel: kernel,
        scope["conv_offset"]),
      key: try projection("proj_k"), value: try projection("proj_v"),
      positions: try DisplacementTable(
        heads: heads, grid: grid, trainedOn: trainingGrid, scope["rpe_table"]),
      output: try projection("proj_out"),
      nominalPairs: try mechanism.nominalPairCount(in: context))
  }
}

/// The deformable attention of DAT, with its parameters.
struct DeformableMultiHeadAttention: Sublayer {
  let mechanism: SharedDeformableAttention
  let context: BlockContext
  let norm: Norm
  let query: PackedLinear
  let offsets: OffsetNetwork
  let key: PackedLinear
  let value: PackedLinear
  let positions: DisplacementTable
  let output: PackedLinear
  let nominalPairs: Int
  private let all: TokenList
  private let memory = (qkv: RecordMemory(), points: RecordMemory())

  init(
    mechanism: SharedDeformableAttention, context: BlockContext, norm: Norm, query: PackedLinear,
    offsets: OffsetNetwork, key: PackedLinear, value: PackedLinear, positions: DisplacementTable,
    output: PackedLinear, nominalPairs: Int
  ) {
    self.mechanism = mechanism
    self.context = context
    self.norm = norm
    self.query = query
    self.offsets = offsets
    self.key = key
    self.value = value
    self.positions = positions
    self.output = output
    self.nominalPairs = nominalPairs
    all = TokenList(0..<context.grid.count)
  }

  private var width: Int { query.inputs }
  private var headWidth: Int { width / context.heads }
  private var grid: TokenGrid { context.grid }
  private var scale: Float { 1 / Float(headWidth).squareRoot() }

  var cost: Cost {
    Cost([
      .qkv: 3 * grid.count * width * width + offsets.macs,
      .attention: 2 * nominalPairs * headWidth,
      .projection: grid.count * width * width,
    ])
  }

  func apply(to tokens: TokenState, in workspace: Workspace) -> AttentionRecord? {
    let x = tokens.x
    let qkv = memory.qkv.take(rows: grid.count, columns: 3 * width)
    let points = memory.points.take(rows: grid.count, columns: 2 * mechanism.groups)
    let normed = tokens.spare(0)
    workspace.forRows(x.rows) { batch in
      batch.measure(.qkv) {
        let rows = normed.rows(batch.range)
        norm.apply(x.rows(batch.range), into: rows)
        batch.apply(query, rows, to: qkv.rows(batch.range).columns(0..<width))
      }
    }
    sample(normed, qkv: qkv, points: points, in: workspace)
    let mixed = tokens.spare(0)
    kernel(at: points).attend(qkv, into: mixed, in: workspace)
    workspace.forRows(x.rows) { batch in
      batch.measure(.projection) {
        batch.apply(output, mixed.rows(batch.range), to: x.rows(batch.range), adding: true)
      }
    }
    return workspace.isRecording ? workspace.recording { record(qkv, points) } : nil
  }

  /// Finds the points, and makes keys and values of what lies there.
  private func sample(
    _ normed: Matrix, qkv: Matrix, points: Matrix, in workspace: Workspace
  ) {
    let share = width / mechanism.groups
    workspace.forStrips(of: grid) { rows, batch in
      batch.measure(.qkv) {
        offsets.apply(qkv.columns(0..<width), rows: rows, batch, into: points)
        let own = batch.scratch(.gathered, columns: width)
        for group in 0..<mechanism.groups {
          let channels = group * share..<(group + 1) * share
          sampleRows(
            normed.columns(channels), height: grid.rows, width: grid.columns,
            at: points.rows(batch.range).columns(2 * group..<2 * group + 2),
            into: own.columns(channels))
        }
        let target = qkv.rows(batch.range)
        batch.apply(key, own, to: target.columns(width..<2 * width))
        batch.apply(value, own, to: target.columns(2 * width..<3 * width))
      }
    }
  }

  private func kernel(at points: Matrix) -> SampledAttention {
    SampledAttention(
      tokens: all, width: width, headCount: context.heads, scale: scale, positions: positions,
      points: points)
  }

  func kernels(frozenAs pattern: AttentionPattern, in workspace: Workspace) -> [any AttentionKernel]
  {
    let points = Matrix(rows: grid.count, columns: 2 * mechanism.groups)
    for (group, branch) in pattern.branches.enumerated() {
      guard case .sampled(let keys) = branch.keySpace, group < mechanism.groups else { return [] }
      for (key, point) in keys.points.enumerated() {
        points[key, 2 * group] = Float(point.row)
        points[key, 2 * group + 1] = Float(point.column)
      }
    }
    return [kernel(at: points)]
  }

  /// The columns of the points that a head reads its keys at.
  private func ofGroup(of head: Int) -> Range<Int> {
    let group = head / (context.heads / mechanism.groups)
    return 2 * group..<2 * group + 2
  }

  private func record(_ qkv: Matrix, _ points: Matrix) -> AttentionRecord {
    let places = (0..<mechanism.groups).map { group in
      (0..<points.rows).map { key in
        SamplePoint(
          row: Double(points[key, 2 * group]), column: Double(points[key, 2 * group + 1]))
      }
    }
    let scores = DeformableScores(
      qkv: qkv, points: points, positions: positions, width: width, headWidth: headWidth,
      scale: scale, columns: (0..<context.heads).map { ofGroup(of: $0) })
    return AttentionRecord(
      space: .image, pattern: mechanism.pattern(at: places, in: context), scores: scores)
  }
}
