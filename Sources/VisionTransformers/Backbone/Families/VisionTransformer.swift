/// Vision Transformer and DeiT: one grid of patches, a class token, global attention throughout.
///
/// Parameter names are those of DeiT's checkpoints and of timm.
public enum VisionTransformer: BackboneFamily {
  public static let name = "vit"
  public static let paper = GlobalAttention.paper
  static let distillationPaper = Paper(
    "Training data-efficient image transformers & distillation through attention", year: 2020,
    arXiv: "2012.12877")

  /// What tells one Vision Transformer from another.
  public struct Configuration: Hashable, Sendable {
    public var width: Int
    public var depth: Int
    public var heads: Int
    /// Pixels along a patch's side.
    public var patch: Int
    /// Whether a distillation token with a head of its own stands behind the class token.
    public var isDistilled: Bool
    /// The pictures that the table of positions was trained for.
    public var trainingInput: PixelSize

    public init(
      width: Int, depth: Int = 12, heads: Int, patch: Int = 16, isDistilled: Bool = false,
      trainingInput: PixelSize = PixelSize(square: 224)
    ) {
      self.width = width
      self.depth = depth
      self.heads = heads
      self.patch = patch
      self.isDistilled = isDistilled
      self.trainingInput = trainingInput
    }
  }

  public static let variants: [(name: String, configuration: Configuration)] = [
    ("deit-ti", Configuration(width: 192, heads: 3)),
    ("deit-s", Configuration(width: 384, heads: 6)),
    ("deit-b", Configuration(width: 768, heads: 12)),
    ("deit-ti-distilled", Configuration(width: 192, heads: 3, isDistilled: true)),
    ("vit-b16", Configuration(width: 768, heads: 12)),
    ("vit-b32", Configuration(width: 768, heads: 12, patch: 32)),
  ]

  public static var variantNames: [String] { variants.map(\.name) }

  public static func spec(named name: String, input: PixelSize?) throws(ModelError) -> BackboneSpec
  {
    guard let variant = variants.first(where: { $0.name == name }) else {
      throw .unknown(kind: "Vision Transformer", name: name, known: variantNames)
    }
    var spec = try spec(
      variant.configuration, name: name, input: input ?? variant.configuration.trainingInput)
    if name.hasPrefix("deit") { spec.followDeiT() }
    return spec
  }

  /// What a Vision Transformer of any width, depth and patch is made of.
  ///
  /// - Throws: ``ModelError`` where patches do not fill the picture.
  public static func spec(
    _ configuration: Configuration, name: String, input: PixelSize, classes: Int = 1000
  ) throws(ModelError) -> BackboneSpec {
    let (width, patch) = (configuration.width, configuration.patch)
    try input.requireDivisible(by: patch)
    let prefix = configuration.isDistilled ? ["cls_token", "dist_token"] : ["cls_token"]
    let convolution = ConvolutionSpec(
      "patch_embed.proj", from: 3, to: width, kernel: patch, stride: patch)
    let grid = convolution.grid(of: input.grid)
    let stem = TokenEmbeddingSpec(
      convolution, prefix: prefix, positions: "pos_embed",
      trainedOn: convolution.grid(of: configuration.trainingInput.grid), resampling: .bicubic)
    let blocks = (0..<configuration.depth).map { block in
      self.block(
        "blocks.\(block)", grid: grid, width: width, heads: configuration.heads,
        prefixCount: prefix.count)
    }
    return BackboneSpec(
      name: name, family: self.name, paper: paper, input: input, classes: classes, stem: stem,
      stages: [
        StageSpec(
          grid: grid, width: width, heads: configuration.heads, prefixCount: prefix.count,
          downsampling: nil, blocks: blocks)
      ],
      head: ClassifierHeadSpec(
        width: width, norm: .layer("norm", epsilon: epsilon), pooling: .firstToken,
        distillation: configuration.isDistilled ? "head_dist" : nil),
      preprocessing: .vit)
  }

  private static let epsilon: Float = 1e-6

  private static func block(
    _ name: String, grid: TokenGrid, width: Int, heads: Int, prefixCount: Int
  ) -> BlockSpec {
    BlockSpec(
      name,
      [
        MultiHeadAttentionSpec(
          AttentionLayerSpec(
            GlobalAttention(prefixCount: prefixCount),
            context: BlockContext(grid: grid, heads: heads)),
          width: width, norm: .layer("norm1", epsilon: epsilon), projection: .fused("attn.qkv"),
          scale: 1 / Float(width / heads).squareRoot()),
        FeedForwardSpec(
          tokens: prefixCount + grid.count, width: width, hidden: 4 * width,
          norm: .layer("norm2", epsilon: epsilon)),
      ])
  }
}

extension BackboneSpec {
  /// Gives a Vision Transformer the paper and the preprocessing of DeiT, which trained the same
  /// network otherwise.
  mutating func followDeiT() {
    paper = VisionTransformer.distillationPaper
    preprocessing = .deit
  }
}
