/// Swin Transformer: windows, and in every second block windows shifted by half.
///
/// Parameter names are those of the official checkpoints.
public enum SwinTransformer: BackboneFamily {
  public static let name = "swin"
  public static let paper = Paper(
    "Swin Transformer: Hierarchical Vision Transformer using Shifted Windows", year: 2021,
    arXiv: "2103.14030")

  /// What tells one Swin from another.
  public struct Configuration: Hashable, Sendable {
    public var width: Int
    public var depths: [Int]
    public var heads: [Int]
    /// Tokens along a window's side, stage by stage.
    public var windows: [Int]

    public init(width: Int, depths: [Int], heads: [Int], windows: [Int]) {
      self.width = width
      self.depths = depths
      self.heads = heads
      self.windows = windows
    }

    public init(width: Int, depths: [Int], heads: [Int], window: Int = 7) {
      self.init(
        width: width, depths: depths, heads: heads, windows: depths.map { _ in window })
    }
  }

  public static let variants: [(name: String, configuration: Configuration)] = [
    ("swin-t", Configuration(width: 96, depths: [2, 2, 6, 2], heads: [3, 6, 12, 24])),
    ("swin-s", Configuration(width: 96, depths: [2, 2, 18, 2], heads: [3, 6, 12, 24])),
    ("swin-b", Configuration(width: 128, depths: [2, 2, 18, 2], heads: [4, 8, 16, 32])),
    ("swin-l", Configuration(width: 192, depths: [2, 2, 18, 2], heads: [6, 12, 24, 48])),
  ]

  public static var variantNames: [String] { variants.map(\.name) }

  public static func spec(named name: String, input: PixelSize?) throws(ModelError) -> BackboneSpec
  {
    guard let variant = variants.first(where: { $0.name == name }) else {
      throw .unknown(kind: "Swin", name: name, known: variantNames)
    }
    return spec(variant.configuration, name: name, input: input ?? PixelSize(square: 224))
  }

  /// What a Swin of any width, depth and window is made of.
  public static func spec(
    _ configuration: Configuration, name: String, input: PixelSize, classes: Int = 1000
  ) -> BackboneSpec {
    let stem = ConvolutionSpec(
      "patch_embed.proj", from: 3, to: configuration.width, kernel: 4, stride: 4,
      reachesBeyond: true, norm: .layer("patch_embed.norm"))
    var stages: [StageSpec] = []
    var grid = stem.grid(of: TokenGrid(rows: input.height, columns: input.width))
    for (stage, depth) in configuration.depths.enumerated() {
      let width = configuration.width << stage
      if stage > 0 { grid = PatchMergingSpec.grid(of: grid) }
      stages.append(
        StageSpec(
          grid: grid, width: width, heads: configuration.heads[stage],
          downsampling: stage == 0
            ? nil : PatchMergingSpec("layers.\(stage - 1).downsample", from: width / 2),
          blocks: (0..<depth).map { block in
            self.block(
              "layers.\(stage).blocks.\(block)", grid: grid, width: width,
              heads: configuration.heads[stage], window: configuration.windows[stage],
              isShifted: block % 2 == 1)
          }))
    }
    return BackboneSpec(
      name: name, family: self.name, paper: paper, input: input, classes: classes, stem: stem,
      stages: stages,
      head: ClassifierHeadSpec(
        width: configuration.width << (configuration.depths.count - 1), norm: .layer("norm")),
      preprocessing: Preprocessing(resize: .shorterSide(256)))
  }

  private static func block(
    _ name: String, grid: TokenGrid, width: Int, heads: Int, window: Int, isShifted: Bool
  ) -> BlockSpec {
    let mechanism: any AttentionMechanism =
      isShifted && min(grid.rows, grid.columns) > window
      ? ShiftedWindowAttention(size: window, shift: window / 2) : WindowAttention(size: window)
    return BlockSpec(
      name,
      [
        MultiHeadAttentionSpec(
          AttentionLayerSpec(mechanism, context: BlockContext(grid: grid, heads: heads)),
          width: width, norm: .layer("norm1"), projection: .fused("attn.qkv"),
          position: .relativeBias("attn.relative_position_bias_table", window: window),
          scale: 1 / Float(width / heads).squareRoot()),
        FeedForwardSpec(tokens: grid.count, width: width, hidden: 4 * width, norm: .layer("norm2")),
      ])
  }
}
