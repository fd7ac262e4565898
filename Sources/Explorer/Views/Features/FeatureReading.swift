import Images
import VisionTransformers

/// What is known of the tokens after the shown block, seen from the one under the cursor.
struct FeatureReading: Sendable {
  /// How the token attends by position alone, and by all that counts.
  struct Position: Sendable {
    /// The weight of each token of the layer's grid.
    let alone: [Float]
    let all: [Float]
    let aloneStatistics: AttentionStatistics
    let allStatistics: AttentionStatistics
    let field: ReceptiveField
    /// The layer's grid, and the token on it.
    let grid: TokenGrid
    let token: Int
    let colors: [RGB]?
    /// Keys that position alone makes strongest.
    let strongest: [Int]
  }

  /// How the tokens after the block lie, and the one at the cursor's pixels.
  let grid: TokenGrid
  let token: Int
  let channels: Int
  let norms: [Float]
  let outliers: NormOutliers
  let cosines: [Float]
  /// Nothing where scores have no term that follows from places alone.
  let position: Position?

  /// Nothing is made where the block has not run.
  init?(_ session: Session) {
    guard let report = session.run.reports[session.selection.address],
      let features = report.features
    else { return nil }
    grid = features.grid
    let (row, column) = PixelScale(grid: grid, input: session.spec.input).token(
      at: session.selection.point)
    token = grid[row, column]
    channels = features.channels
    norms =
      report.tokenNorms.count == grid.count ? report.tokenNorms : features.norms()
    outliers = NormOutliers(of: norms)
    cosines = features.cosines(to: token)
    position = Position(session, report)
  }
}

extension FeatureReading.Position {
  fileprivate init?(_ session: Session, _ report: BlockReport) {
    guard session.selection.mechanism == nil,
      report.attention.indices.contains(session.selection.layer)
    else { return nil }
    let record = report.attention[session.selection.layer]
    let pattern = record.pattern
    grid = pattern.grid
    let stride = PixelScale(grid: grid, input: session.spec.input).stride.columns
    let (row, column) = PixelScale(grid: grid, input: session.spec.input).token(
      at: session.selection.point)
    let token = grid[row, column]
    let heads = session.shownHead.map { $0..<$0 + 1 } ?? 0..<pattern.heads
    let alone = heads.compactMap { record.positionOnlyRow(of: token, head: $0) }
    guard !alone.isEmpty, alone.count == heads.count else { return nil }
    let rows = heads.compactMap { record.row(of: token, head: $0) }
    self.token = token
    colors = session.reading.grid == grid ? session.reading.colors : nil
    field = ReceptiveField(of: token, in: pattern, head: session.shownHead)
    aloneStatistics = AttentionStatistics(ofMean: alone, query: token, in: pattern, stride: stride)
    allStatistics = AttentionStatistics(ofMean: rows, query: token, in: pattern, stride: stride)
    let weights = Self.weights(alone, in: pattern)
    self.alone = weights
    all = Self.weights(rows, in: pattern)
    strongest = Array(
      weights.indices.filter { weights[$0] > 0 }
        .sorted { (-weights[$0], $0) < (-weights[$1], $1) }.prefix(40))
  }

  /// The mean over heads, token by token.
  private static func weights(_ rows: [AttentionRow], in pattern: AttentionPattern) -> [Float] {
    let keys = MeanAttention.parts(of: rows, in: pattern).flatMap { space, mean in
      zip(mean.keys, mean.weights).map { (space.place(of: $0, on: pattern.grid), $1) }
    }
    return AttentionReading.spread(keys, on: pattern.grid)
  }
}

/// What a reading of features follows from.
struct FeatureReadingKey: Hashable, Sendable {
  private let selection: Selection
  private let generation: Int
  private let runVersion: Int?
  private let picture: String?

  init(_ session: Session) {
    selection = session.selection
    generation = session.run.generation
    runVersion = session.run.versions[selection.address]
    picture = session.picture?.name
  }
}
