/// Pyramid Vision Transformer, version 1: every token attends to a few summaries of the whole grid.
///
/// Parameter names are those of the official checkpoints.
public enum PyramidVisionTransformer: BackboneFamily {
  public static let name = "pvt"
  public static let paper = SpatialReductionAttention.paper

  /// What tells one Pyramid Vision Transformer from another.
  public struct Configuration: Hashable, Sendable {
    public var depths: [Int]
    public var widths: [Int]
    public var heads: [Int]
    /// How many times wider than a token the MLP is.
    public var expansions: [Int]
    /// Tokens along the side of a square that becomes one key.
    public var reductions: [Int]
    /// The pictures that the tables of positions were trained for.
    public var trainingInput: PixelSize

    public init(
      depths: [Int], widths: [Int] = [64, 128, 320, 512], heads: [Int] = [1, 2, 5, 8],
      expansions: [Int] = [8, 8, 4, 4], reductions: [Int] = [8, 4, 2, 1],
      trainingInput: PixelSize = PixelSize(square: 224)
    ) {
      self.depths = depths
      self.widths = widths
      self.heads = heads
      self.expansions = expansions
      self.reductions = reductions
      self.trainingInput = trainingInput
    }
  }

  public static let variants: [(name: String, configuration: Configuration)] = [
    ("pvt-ti", Configuration(depths: [2, 2, 2, 2])),
    ("pvt-s", Configuration(depths: [3, 4, 6, 3])),
    ("pvt-m", Configuration(depths: [3, 4, 18, 3])),
    ("pvt-l", Configuration(depths: [3, 8, 27, 3])),
  ]

  public static var variantNames: [String] { variants.map(\.name) }

  public static func spec(named name: String, input: PixelSize?) throws(ModelError) -> BackboneSpec
  {
    guard let variant = variants.first(where: { $0.name == name }) else {
      throw .unknown(kind: "Pyramid Vision Transformer", name: name, known: variantNames)
    }
    return try spec(
      variant.configuration, name: name, input: input ?? variant.configuration.trainingInput)
  }

  /// What a Pyramid Vision Transformer of any width and depth is made of.
  ///
  /// - Throws: ``ModelError`` where patches do not fill the picture.
  public static func spec(
    _ configuration: Configuration, name: String, input: PixelSize, classes: Int = 1000
  ) throws(ModelError) -> BackboneSpec {
    try input.requireDivisible(by: 4 << (configuration.depths.count - 1))
    let steps = steps(of: configuration)
    var (map, stages): (TokenGrid, [StageSpec]) = (input.grid, [])
    for (stage, step) in steps.enumerated() {
      map = step.convolution.grid(of: map)
      let blocks = (0..<configuration.depths[stage]).map { block in
        self.block(
          "block\(stage + 1).\(block)", grid: map, prefixCount: step.prefix.count, stage: stage,
          of: configuration)
      }
      stages.append(
        StageSpec(
          grid: map, width: step.convolution.outputs, heads: configuration.heads[stage],
          prefixCount: step.prefix.count, downsampling: stage == 0 ? nil : step, blocks: blocks))
    }
    return BackboneSpec(
      name: name, family: self.name, paper: paper, input: input, classes: classes,
      stem: steps[0], stages: stages,
      head: ClassifierHeadSpec(
        width: steps[steps.count - 1].convolution.outputs,
        norm: .layer("norm", epsilon: epsilon), pooling: .firstToken),
      preprocessing: .swin)
  }

  /// ε of the norms in blocks.
  static let epsilon: Float = 1e-6

  /// What begins each stage: patches, learned positions, and in the last stage the class token.
  private static func steps(of configuration: Configuration) -> [TokenEmbeddingSpec] {
    var (trained, steps): (TokenGrid, [TokenEmbeddingSpec]) = (configuration.trainingInput.grid, [])
    for (stage, width) in configuration.widths.enumerated() {
      let side = stage == 0 ? 4 : 2
      let convolution = ConvolutionSpec(
        "patch_embed\(stage + 1).proj", from: stage == 0 ? 3 : configuration.widths[stage - 1],
        to: width, kernel: side, stride: side, norm: .layer("patch_embed\(stage + 1).norm"))
      trained = convolution.grid(of: trained)
      steps.append(
        TokenEmbeddingSpec(
          convolution, prefix: stage == configuration.widths.count - 1 ? ["cls_token"] : [],
          positions: "pos_embed\(stage + 1)", trainedOn: trained, resampling: .bilinear))
    }
    return steps
  }

  private static func block(
    _ name: String, grid: TokenGrid, prefixCount: Int, stage: Int, of configuration: Configuration
  ) -> BlockSpec {
    let (width, heads) = (configuration.widths[stage], configuration.heads[stage])
    let reduction = configuration.reductions[stage]
    return BlockSpec(
      name,
      [
        MultiHeadAttentionSpec(
          AttentionLayerSpec(
            SpatialReductionAttention(reduction: reduction, prefixCount: prefixCount),
            context: BlockContext(grid: grid, heads: heads)),
          width: width, norm: .layer("norm1", epsilon: epsilon),
          projection: .spatialReduction("attn", by: reduction),
          scale: 1 / Float(width / heads).squareRoot()),
        FeedForwardSpec(
          tokens: prefixCount + grid.count, width: width,
          hidden: configuration.expansions[stage] * width, norm: .layer("norm2", epsilon: epsilon)),
      ])
  }
}
