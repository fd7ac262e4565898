public import Tensors

/// A forward pass that stops after each block, so that a caller can look, report, or give up.
///
/// One pass serves one run after another and keeps its memory between them.
public final class ForwardPass {
  public let backbone: Backbone
  private let workspace: Workspace
  private let input: TokenState
  private let stages: [TokenState]
  private var nextBlock = 0
  private var isSettled = false
  /// What the tokens are copied into after each block, one for each; empty where nobody asked.
  private let features: [RecordMemory]

  /// The logits of the last run that was completed, before any softmax: `[classes]`.
  public private(set) var logits: [Float] = []

  /// Seconds that the classifier took in that run.
  public private(set) var headSeconds = 0.0

  /// - Parameters:
  ///   - backbone: What to run.
  ///   - pool: Threads to run it on.
  ///   - isRecording: Whether reports hold what attention rows are computed from, and the norms of
  ///     tokens. A pass that keeps nothing allocates nothing from its second run on.
  ///   - keepsFeatures: Whether reports are to have the tokens after each block.
  public init(
    _ backbone: Backbone, pool: ThreadPool, isRecording: Bool = true, keepsFeatures: Bool = false
  ) {
    self.backbone = backbone
    features = keepsFeatures ? backbone.blocks.map { _ in RecordMemory() } : []
    workspace = Workspace(pool: pool, isRecording: isRecording)
    let spec = backbone.spec
    input = TokenState(
      picture: TokenGrid(rows: spec.input.height, columns: spec.input.width), channels: 3)
    var stages: [TokenState] = []
    for stage in spec.stages {
      let entry = stage.entryWidth.map {
        stages.last ?? TokenState(grid: stage.grid, width: $0)
      }
      stages.append(
        TokenState(
          grid: stage.grid, width: stage.width, prefixCount: stage.prefixCount, entry: entry))
    }
    self.stages = stages
  }

  /// Begins a run.
  ///
  /// - Parameter pixels: The normalised picture, `[height · width, 3]`; not copied, so it has to stay as
  ///   it is until the first block has run.
  public func begin(_ pixels: Matrix) {
    precondition(
      pixels.rows == input.grid.count && pixels.columns == 3,
      "\(pixels.rows) pixels are not a picture of \(input.grid)")
    input.show(pixels)
    nextBlock = 0
  }

  /// Runs one block.
  ///
  /// - Returns: What the block did, or `nil` after the last.
  public func step() -> BlockReport? {
    guard nextBlock < backbone.blocks.count else { return nil }
    let block = backbone.blocks[nextBlock]
    let start = ContinuousClock.now
    let stage = block.address.stage
    let tokens = stages[stage]
    let source = block.source.map { source in
      source.apply(
        stage == 0 ? input : stages[stage - 1], into: tokens.entry ?? tokens, in: workspace)
      let seconds = start.duration(to: .now).seconds
      var operations = workspace.takeTimes()
      operations.wait(upTo: seconds)
      return SourceReport(seconds: seconds, operations: operations, cost: block.sourceCost)
    }
    var records: [AttentionRecord] = []
    var operations = source?.operations ?? OperationTimes()
    var featureSpace = OperationTimes()
    for sublayer in block.sublayers {
      if let record = sublayer.apply(to: tokens, in: workspace) { records.append(record) }
      let times = workspace.takeTimes()
      operations = operations + times
      if sublayer.isInFeatureSpace { featureSpace = featureSpace + times }
    }
    let memory = features.isEmpty ? nil : features[nextBlock]
    nextBlock += 1
    let seconds = start.duration(to: .now).seconds - workspace.takeRecordingSeconds()
    operations.wait(upTo: seconds)
    if nextBlock == backbone.blocks.count { finish(tokens) }
    return BlockReport(
      address: block.address, grid: tokens.grid, width: tokens.width, seconds: seconds,
      operations: operations, featureSpace: featureSpace, cost: block.cost, source: source,
      attention: records,
      tokenNorms: workspace.isRecording ? tokens.norms(by: workspace) : [],
      features: memory.map { tokens.features(in: $0, by: workspace) })
  }

  private func finish(_ tokens: TokenState) {
    let start = ContinuousClock.now
    backbone.head.apply(tokens, into: &logits, in: workspace)
    headSeconds = start.duration(to: .now).seconds
    if !isSettled { workspace.settle() }
    isSettled = true
  }

  /// The tokens after the last step, prefix tokens first: `[tokens, width]`.
  public var tokens: Matrix { stages[backbone.blocks[max(0, nextBlock - 1)].address.stage].x }
}
