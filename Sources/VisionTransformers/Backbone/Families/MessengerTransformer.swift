/// MSG-Transformer: windows whose messenger tokens exchange what they have seen.
///
/// Parameter names are those of the official code.
public enum MessengerTransformer: BackboneFamily {
  public static let name = "msg"
  public static let paper = MessengerAttention.paper

  /// What tells one MSG-Transformer from another.
  public struct Configuration: Hashable, Sendable {
    public var width: Int
    public var depths: [Int]
    public var heads: [Int]
    public var window: Int
    /// Windows along the side of a region, stage by stage.
    public var regions: [Int]

    public init(
      width: Int, depths: [Int], heads: [Int], window: Int = 7, regions: [Int] = [4, 4, 2, 1]
    ) {
      self.width = width
      self.depths = depths
      self.heads = heads
      self.window = window
      self.regions = regions
    }
  }

  public static let variants: [(name: String, configuration: Configuration)] = [
    ("msg-t", Configuration(width: 64, depths: [2, 4, 12, 4], heads: [2, 4, 8, 16])),
    ("msg-s", Configuration(width: 96, depths: [2, 4, 12, 4], heads: [3, 6, 12, 24])),
    ("msg-b", Configuration(width: 96, depths: [2, 4, 28, 4], heads: [3, 6, 12, 24])),
  ]

  public static var variantNames: [String] { variants.map(\.name) }

  public static func spec(named name: String, input: PixelSize?) throws(ModelError) -> BackboneSpec
  {
    guard let variant = variants.first(where: { $0.name == name }) else {
      throw .unknown(kind: "MSG-Transformer", name: name, known: variantNames)
    }
    return try spec(variant.configuration, name: name, input: input ?? PixelSize(square: 224))
  }

  /// What an MSG-Transformer of any width and depth is made of.
  ///
  /// Where the last stage has more than one window, the mean of their messengers is classified; the
  /// official code takes one window only.
  ///
  /// - Throws: ``ModelError`` where regions do not fill the picture.
  public static func spec(
    _ configuration: Configuration, name: String, input: PixelSize, classes: Int = 1000
  ) throws(ModelError) -> BackboneSpec {
    try input.requireDivisible(by: inputUnit(of: configuration))
    let stem = ConvolutionSpec(
      "patch_embed.proj", from: 3, to: configuration.width, kernel: 7, stride: 4, padding: 2,
      norm: .layer("patch_embed.norm"))
    var stages: [StageSpec] = []
    for stage in configuration.depths.indices {
      stages.append(
        try self.stage(
          stage, on: stem.grid(of: input.grid), after: stages.last, of: configuration))
    }
    return BackboneSpec(
      name: name, family: self.name, paper: paper, input: input, classes: classes,
      stem: MessengerStemSpec(
        stem, for: mechanism(of: 0, in: configuration), messengers: "msg_tokens"),
      stages: stages,
      head: ClassifierHeadSpec(
        width: configuration.width << (configuration.depths.count - 1), norm: .layer("norm"),
        pooling: .prefixMean),
      preprocessing: .swin)
  }

  /// The pixels that a region spans in the stage where it spans most.
  private static func inputUnit(of configuration: Configuration) -> Int {
    configuration.regions.enumerated().map { stage, region in
      (4 << stage) * configuration.window * region
    }.max() ?? 1
  }

  private static func mechanism(
    of stage: Int, in configuration: Configuration
  ) -> MessengerAttention {
    MessengerAttention(size: configuration.window, regionSize: configuration.regions[stage])
  }

  private static func stage(
    _ stage: Int, on firstGrid: TokenGrid, after before: StageSpec?, of configuration: Configuration
  ) throws(ModelError) -> StageSpec {
    let (width, heads) = (configuration.width << stage, configuration.heads[stage])
    let mechanism = mechanism(of: stage, in: configuration)
    let step = ConvolutionSpec(
      "layers.\(stage - 1).downsample.reduction", from: width / 2, to: width, kernel: 3, stride: 2,
      padding: 1, norm: .layer("layers.\(stage - 1).downsample.norm"))
    let grid = before.map { step.grid(of: $0.grid) } ?? firstGrid
    let windows = try mechanism.windows(on: grid)
    return StageSpec(
      grid: grid, width: width, heads: heads, prefixCount: windows.count,
      downsampling: try before.map { before throws(ModelError) in
        MessengerStepSpec(
          step,
          windows: try self.mechanism(of: stage - 1, in: configuration).windows(on: before.grid))
      },
      blocks: (0..<configuration.depths[stage]).map { block in
        self.block(
          "layers.\(stage).blocks.\(block)", grid: grid, windows: windows, width: width,
          heads: heads, mechanism)
      })
  }

  private static func block(
    _ name: String, grid: TokenGrid, windows: TokenGrid, width: Int, heads: Int,
    _ mechanism: MessengerAttention
  ) -> BlockSpec {
    BlockSpec(
      name,
      [
        MultiHeadAttentionSpec(
          AttentionLayerSpec(mechanism, context: BlockContext(grid: grid, heads: heads)),
          width: width, norm: .layer("norm1"), projection: .fused("attn.qkv"),
          position: .messengerBias(
            "attn.relative_position_bias_table", messengers: "attn.rel_pos_msg",
            window: mechanism.size),
          scale: 1 / Float(width / heads).squareRoot()),
        MessengerExchangeSpec(windows: windows, regionSize: mechanism.regionSize, width: width),
        FeedForwardSpec(
          tokens: windows.count + grid.count, width: width, hidden: 4 * width,
          norm: .layer("norm2")),
      ])
  }
}
