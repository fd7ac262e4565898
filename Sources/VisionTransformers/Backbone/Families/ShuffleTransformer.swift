/// Shuffle Transformer: windows, and in every second block windows spread over the whole grid.
///
/// Parameter names are those of the official checkpoints.
public enum ShuffleTransformer: BackboneFamily {
  public static let name = "shuffle"
  public static let paper = ShuffleAttention.paper

  /// What tells one Shuffle Transformer from another.
  public struct Configuration: Hashable, Sendable {
    public var depths: [Int]
    /// Heads of 32 channels each.
    public var heads: [Int]
    public var window: Int
    /// Channels after the first convolution of the stem.
    public var stemWidth: Int

    public init(depths: [Int], heads: [Int], window: Int = 7, stemWidth: Int = 32) {
      self.depths = depths
      self.heads = heads
      self.window = window
      self.stemWidth = stemWidth
    }

    var widths: [Int] { heads.map { 32 * $0 } }
  }

  public static let variants: [(name: String, configuration: Configuration)] = [
    ("shuffle-t", Configuration(depths: [2, 2, 6, 2], heads: [3, 6, 12, 24])),
    ("shuffle-s", Configuration(depths: [2, 2, 18, 2], heads: [3, 6, 12, 24])),
    ("shuffle-b", Configuration(depths: [2, 2, 18, 2], heads: [4, 8, 16, 32])),
  ]

  public static var variantNames: [String] { variants.map(\.name) }

  public static func spec(named name: String, input: PixelSize?) throws(ModelError) -> BackboneSpec
  {
    guard let variant = variants.first(where: { $0.name == name }) else {
      throw .unknown(kind: "Shuffle Transformer", name: name, known: variantNames)
    }
    return try spec(variant.configuration, name: name, input: input ?? PixelSize(square: 224))
  }

  /// What a Shuffle Transformer of any width and depth is made of.
  ///
  /// - Throws: ``ModelError`` where windows do not fill the picture.
  public static func spec(
    _ configuration: Configuration, name: String, input: PixelSize, classes: Int = 1000
  ) throws(ModelError) -> BackboneSpec {
    let widths = configuration.widths
    try input.requireDivisible(by: (4 << (widths.count - 1)) * configuration.window)
    let stem = stem(of: configuration)
    var (grid, stages): (TokenGrid, [StageSpec]) = (stem.grid(of: input.grid), [])
    for (stage, width) in widths.enumerated() {
      var step: ConvolutionSpec?
      if stage > 0 {
        let name = "stage\(stage + 1).patch_partition"
        let convolution = ConvolutionSpec(
          "\(name).reduction", from: widths[stage - 1], to: width, kernel: 2, stride: 2,
          bias: false, batchNormBefore: "\(name).norm")
        grid = convolution.grid(of: grid)
        step = convolution
      }
      let blocks = (0..<configuration.depths[stage]).map { block in
        self.block(
          "stage\(stage + 1).layers.\(block / 2).\(block % 2)", grid: grid, width: width,
          heads: configuration.heads[stage], window: configuration.window,
          isShuffled: block % 2 == 1)
      }
      stages.append(
        StageSpec(
          grid: grid, width: width, heads: configuration.heads[stage], downsampling: step,
          blocks: blocks))
    }
    return BackboneSpec(
      name: name, family: self.name, paper: paper, input: input, classes: classes, stem: stem,
      stages: stages, head: ClassifierHeadSpec(width: widths[widths.count - 1], norm: nil),
      preprocessing: .swin)
  }

  private static func stem(of configuration: Configuration) -> ConvolutionStemSpec {
    let (inner, width) = (configuration.stemWidth, configuration.widths[0])
    return ConvolutionStemSpec([
      ConvolutionSpec(
        "to_token.conv1.0", from: 3, to: inner, kernel: 3, stride: 2, padding: 1,
        norm: .batch("to_token.conv1.1"), activation: .relu6),
      ConvolutionSpec(
        "to_token.conv2.0", from: inner, to: width, kernel: 3, stride: 2, padding: 1,
        norm: .batch("to_token.conv2.1"), activation: .relu6),
      ConvolutionSpec("to_token.conv3", from: width, to: width, kernel: 1, stride: 1),
    ])
  }

  private static func block(
    _ name: String, grid: TokenGrid, width: Int, heads: Int, window: Int, isShuffled: Bool
  ) -> BlockSpec {
    let mechanism: any AttentionMechanism =
      isShuffled ? ShuffleAttention(size: window) : WindowAttention(size: window)
    let step = isShuffled ? (grid.rows / window, grid.columns / window) : (1, 1)
    return BlockSpec(
      name,
      [
        MultiHeadAttentionSpec(
          AttentionLayerSpec(mechanism, context: BlockContext(grid: grid, heads: heads)),
          width: width, norm: .batch("norm1"), projection: .pointwise("attn.to_qkv"),
          position: .relativeBias(
            "attn.relative_position_bias_table", window: window, step: step),
          form: .pointwise, scale: 1 / Float(width / heads).squareRoot()),
        NeighborWindowConnectionSpec(
          grid: grid, width: width, kernel: window, norm: .batch("norm2")),
        FeedForwardSpec(
          tokens: grid.count, width: width, hidden: 4 * width, norm: .batch("norm3"),
          activation: .relu6, form: .pointwise),
      ])
  }
}
