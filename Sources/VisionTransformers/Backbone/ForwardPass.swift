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
  /// What the tokens are copied into after each block, one for each; empty where nobody asked.
  private let features: [RecordMemory]

  /// The logits of the last run that was completed, before any softmax: `[classes]`.
  public private(set) var logits: [Float] = []

  /// Seconds that the classifier took in that run.
  public private(set) var headSeconds = 0.0

  /// - Parameters:
  ///   - backbone: What to run.
  ///   - pool: Threads to run it on.
  ///   - keepsFeatures: Whether reports are to have the tokens after each block.
  public init(_ backbone: Backbone, pool: ThreadPool, keepsFeatures: Bool = false) {
    self.backbone = backbone
    features = keepsFeatures ? backbone.blocks.map { _ in RecordMemory() } : []
    workspace = Workspace(pool: pool)
    let spec = backbone.spec
    input = TokenState(
      grid: TokenGrid(rows: spec.input.height, columns: spec.input.width), width: 3)
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
  /// - Parameter pixels: The normalised picture, `[height · width, 3]`.
  public func begin(_ pixels: Matrix) {
    precondition(
      pixels.rows == input.grid.count && pixels.columns == 3,
      "\(pixels.rows) pixels are not a picture of \(input.grid)")
    copyRows(pixels, into: input.x)
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
      return SourceReport(seconds: start.duration(to: .now).seconds, cost: source.cost)
    }
    let records = block.sublayers.compactMap { $0.apply(to: tokens, in: workspace) }
    let memory = features.isEmpty ? nil : features[nextBlock]
    nextBlock += 1
    let seconds = start.duration(to: .now).seconds
    if nextBlock == backbone.blocks.count { finish(tokens) }
    var operations = workspace.takeTimes()
    operations[.other] += max(0, seconds - operations.total)
    return BlockReport(
      address: block.address, grid: tokens.grid, width: tokens.width, seconds: seconds,
      operations: operations, cost: block.cost, source: source, attention: records,
      tokenNorms: rowNorms(tokens.gridTokens), features: memory.map { tokens.features(in: $0) })
  }

  private func finish(_ tokens: TokenState) {
    let start = ContinuousClock.now
    logits = backbone.head.apply(tokens)
    headSeconds = start.duration(to: .now).seconds
  }

  /// The tokens after the last step, prefix tokens first: `[tokens, width]`.
  public var tokens: Matrix { stages[backbone.blocks[max(0, nextBlock - 1)].address.stage].x }
}
