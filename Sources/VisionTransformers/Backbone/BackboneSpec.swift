/// What a backbone is made of, as data: geometry, names of parameters, and how to prepare a picture.
///
/// Nothing here holds a weight, so a spec is made at once and costs nothing to keep.
public struct BackboneSpec: Sendable {
  /// The name that the command line uses, such as `swin-t`.
  public var name: String
  /// The family's name, such as `swin`.
  public var family: String
  public var paper: Paper
  /// Height and width of the picture that the model takes, in pixels.
  public var input: PixelSize
  public var classes: Int
  public var stem: any StemSpec
  public var stages: [StageSpec]
  public var head: ClassifierHeadSpec
  public var preprocessing: Preprocessing

  public init(
    name: String, family: String, paper: Paper, input: PixelSize, classes: Int,
    stem: any StemSpec, stages: [StageSpec], head: ClassifierHeadSpec,
    preprocessing: Preprocessing
  ) {
    self.name = name
    self.family = family
    self.paper = paper
    self.input = input
    self.classes = classes
    self.stem = stem
    self.stages = stages
    self.head = head
    self.preprocessing = preprocessing
  }

  /// Every block in the order in which they run.
  public var addresses: [BlockAddress] {
    stages.indices.flatMap { stage in
      stages[stage].blocks.indices.map { BlockAddress(stage: stage, block: $0) }
    }
  }

  public subscript(address: BlockAddress) -> BlockSpec {
    stages[address.stage].blocks[address.block]
  }
}

/// Height and width in pixels.
public struct PixelSize: Hashable, Sendable, CustomStringConvertible {
  public var height: Int
  public var width: Int

  public init(height: Int, width: Int) {
    self.height = height
    self.width = width
  }

  public init(square side: Int) { self.init(height: side, width: side) }

  public var description: String { "\(height)×\(width)" }
}

/// The blocks that share a grid.
public struct StageSpec: Sendable {
  public var grid: TokenGrid
  /// Channels of a token.
  public var width: Int
  /// Attention rows for each token in one layer: heads, all branches together.
  public var heads: Int
  /// How many tokens (class, distillation) stand before those of the grid.
  public var prefixCount: Int
  /// Channels of the tokens that come into the first block, where that block itself makes the stage's
  /// tokens of them, as in residual networks; `nil` elsewhere.
  ///
  /// In the first stage they are those of the stem, later those of the stage before.
  public var entryWidth: Int?
  /// How the tokens come from the stage before; `nil` in the first, and where the first block sees to
  /// it.
  public var downsampling: (any DownsamplingSpec)?
  public var blocks: [BlockSpec]

  public init(
    grid: TokenGrid, width: Int, heads: Int, prefixCount: Int = 0, entryWidth: Int? = nil,
    downsampling: (any DownsamplingSpec)?, blocks: [BlockSpec]
  ) {
    self.grid = grid
    self.width = width
    self.heads = heads
    self.prefixCount = prefixCount
    self.entryWidth = entryWidth
    self.downsampling = downsampling
    self.blocks = blocks
  }
}

/// One block: sublayers that each add to the tokens, in order.
public struct BlockSpec: Sendable {
  /// The beginning of the published names of its parameters, such as `layers.0.blocks.1`.
  public var name: String
  public var sublayers: [any SublayerSpec]

  public init(_ name: String, _ sublayers: [any SublayerSpec]) {
    self.name = name
    self.sublayers = sublayers
  }

  /// The attention layers among the sublayers: one, or in BOAT's bilateral blocks two.
  public var attention: [AttentionLayerSpec] { sublayers.compactMap(\.attention) }
}
