/// CSWin Transformer: cross-shaped windows, vertical stripes for half of the heads and horizontal ones
/// for the rest, wider from stage to stage.
///
/// Parameter names are those of the official checkpoints.
public enum CSWinTransformer: BackboneFamily {
  public static let name = "cswin"
  public static let paper = CrossShapedWindowAttention.paper

  /// What tells one CSWin from another.
  public struct Configuration: Hashable, Sendable {
    public var width: Int
    public var depths: [Int]
    /// Heads of both halves together.
    public var heads: [Int]

    public init(width: Int, depths: [Int] = [2, 4, 32, 2], heads: [Int]) {
      self.width = width
      self.depths = depths
      self.heads = heads
    }
  }

  public static let variants: [(name: String, configuration: Configuration)] = [
    ("cswin-t", Configuration(width: 64, depths: [1, 2, 21, 1], heads: [2, 4, 8, 16])),
    ("cswin-s", Configuration(width: 64, heads: [2, 4, 8, 16])),
    ("cswin-b", Configuration(width: 96, heads: [4, 8, 16, 32])),
    ("cswin-l", Configuration(width: 144, heads: [6, 12, 24, 24])),
  ]

  public static var variantNames: [String] { variants.map(\.name) }

  public static func spec(named name: String, input: PixelSize?) throws(ModelError) -> BackboneSpec
  {
    guard let variant = variants.first(where: { $0.name == name }) else {
      throw .unknown(kind: "CSWin", name: name, known: variantNames)
    }
    return try (input ?? PixelSize(square: 224)).spec(of: name) { size throws(ModelError) in
      try spec(variant.configuration, name: name, input: size)
    }
  }

  /// What a CSWin of any width and depth is made of.
  ///
  /// - Throws: ``ModelError`` where a stage's grid does not divide into stripes.
  public static func spec(
    _ configuration: Configuration, name: String, input: PixelSize, classes: Int = 1000
  ) throws(ModelError) -> BackboneSpec {
    let stem = ConvolutionSpec(
      "stage1_conv_embed.0", from: 3, to: configuration.width, kernel: 7, stride: 4, padding: 2,
      norm: .layer("stage1_conv_embed.2"))
    var grid = stem.grid(of: input.grid)
    let last = configuration.depths.count - 1
    var stages: [StageSpec] = []
    for stage in 0...last {
      let width = configuration.width << stage
      let merging = stage == 0 ? nil : merging(stage, to: width)
      if let merging { grid = merging.grid(of: grid) }
      let stripes = CrossShapedWindowAttention(
        stripeWidth: stage == last
          ? max(grid.rows, grid.columns) : stripeWidth(inStage: stage, input: input))
      let geometry = AttentionLayerSpec(
        stripes, context: BlockContext(grid: grid, heads: configuration.heads[stage]))
      let branches = try geometry.pattern().branches.count
      stages.append(
        StageSpec(
          grid: grid, width: width, heads: configuration.heads[stage], downsampling: merging,
          blocks: (0..<configuration.depths[stage]).map { block in
            self.block(
              "stage\(stage + 1).\(block)", geometry, branches: branches, width: width)
          }))
    }
    return BackboneSpec(
      name: name, family: self.name, paper: paper, input: input, classes: classes, stem: stem,
      stages: stages,
      head: ClassifierHeadSpec(width: configuration.width << last, norm: .layer("norm")),
      preprocessing: input == largeInput ? .cswinLarge : .cswin)
  }

  /// The input of the published models that were trained on larger pictures.
  private static let largeInput = PixelSize(square: 384)

  /// The stripe width of a stage that is not the last, as in the published models: 1, 2, 7, 7, …, and
  /// 1, 2, 12, 12, … for pictures of 384 × 384.
  private static func stripeWidth(inStage stage: Int, input: PixelSize) -> Int {
    switch stage {
    case 0: 1
    case 1: 2
    default: input == largeInput ? 12 : 7
    }
  }

  private static func merging(_ stage: Int, to width: Int) -> ConvolutionSpec {
    ConvolutionSpec(
      "merge\(stage).conv", from: width / 2, to: width, kernel: 3, stride: 2, padding: 1,
      norm: .layer("merge\(stage).norm"))
  }

  private static func block(
    _ name: String, _ geometry: AttentionLayerSpec, branches: Int, width: Int
  ) -> BlockSpec {
    let (grid, heads) = (geometry.context.grid, geometry.context.heads)
    return BlockSpec(
      name,
      [
        MultiHeadAttentionSpec(
          geometry, width: width, norm: .layer("norm1"), projection: .fused("qkv"),
          valueTerm: .locallyEnhanced((0..<branches).map { "attns.\($0).get_v" }),
          output: "proj", scale: 1 / Float(width / heads).squareRoot()),
        FeedForwardSpec(tokens: grid.count, width: width, hidden: 4 * width, norm: .layer("norm2")),
      ])
  }
}
