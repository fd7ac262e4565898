import Images
import VisionTransformers

/// All that the screen says of the token under the cursor, worked out once for each step.
struct TokenReading: Sendable {
  let grid: TokenGrid
  let token: Int
  /// The mechanism that is shown.
  let mechanism: String
  /// Heads of the layer that is shown.
  let heads: Int
  /// The mean colour of each token; nothing without a picture.
  let colors: [RGB]?
  /// The region, or why there is none.
  let region: Result<RegionReading, ModelError>
  /// How the run's attention falls on it; nothing before a run, or under another mechanism than the
  /// run had.
  let attention: AttentionReading?
  /// What has to be worked out before it is known; nothing where nothing has.
  let unanswered: IncomingQuestion?
  /// Euclidean norms of the block's output, one for each token.
  let norms: [Float]?
  /// What the run said of this block.
  let report: BlockReport?
  /// What is known of pinned tokens; nothing where there are none.
  var pins: PinReading?
  let comparison: [MechanismRegion]
  let layers: [LayerRegion]

  var row: Int { grid.position(of: token).row }
  var column: Int { grid.position(of: token).column }
}

/// Which tokens the one under the cursor attends to, or which attend to it.
struct RegionReading: Sendable {
  /// What the heads of a branch see.
  struct Branch: Sendable {
    let name: String
    let heads: Range<Int>
    let field: ReceptiveField
  }

  let pattern: AttentionPattern
  /// The region that is shown: of one head, or of all together.
  let field: ReceptiveField
  let branches: [Branch]
  /// What the token reaches one layer later, through tokens that exchange what they gathered.
  let hops: [AttentionHop]
  /// The tokens of these hops that are not in the region.
  let hopTokens: TokenSet
  let reason: String
  let bands: PartitionBands
  /// Where the features come from that the region follows from; nothing where geometry decides.
  let source: TokenFeatures.Source?
  /// Query-key pairs of all heads as the paper counts them.
  let nominalPairs: Int
}

/// The region of the token under one mechanism.
struct MechanismRegion: Sendable {
  /// Tokens in a region, and their part of the grid.
  typealias Extent = (count: Int, share: Double)
  typealias Outcome = Result<Extent, ModelError>

  let name: String
  let isCurrent: Bool
  let outcome: Outcome
}

/// The region of the token at the cursor's pixels in one layer of the model.
struct LayerRegion: Sendable {
  let address: BlockAddress
  let index: Int
  let mechanism: String
  let outcome: MechanismRegion.Outcome
}
