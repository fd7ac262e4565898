/// Pale Transformer: interlaced rows for half of the heads, interlaced columns for the other half.
///
/// There is no official code; parameters are named, and heads counted, as in the public
/// re-implementation whose parameter counts are those of the paper: `heads` heads in each half, and
/// the scale of heads twice as wide.
public enum PaleTransformer: BackboneFamily {
  public static let name = "pale"
  public static let paper = Paper(
    "Pale Transformer: A General Vision Transformer Backbone with Pale-Shaped Attention",
    year: 2021, arXiv: "2112.14000")

  /// What tells one Pale Transformer from another.
  public struct Configuration: Hashable, Sendable {
    public var width: Int
    public var depths: [Int]
    /// Heads in each half.
    public var heads: [Int]
    /// Rows, and columns, in a pale.
    public var extent: Int

    public init(width: Int, depths: [Int] = [2, 2, 16, 2], heads: [Int], extent: Int = 7) {
      self.width = width
      self.depths = depths
      self.heads = heads
      self.extent = extent
    }
  }

  public static let variants: [(name: String, configuration: Configuration)] = [
    ("pale-t", Configuration(width: 64, heads: [2, 4, 8, 16])),
    ("pale-s", Configuration(width: 96, heads: [2, 4, 8, 16])),
    ("pale-b", Configuration(width: 128, heads: [4, 8, 16, 32])),
  ]

  public static var variantNames: [String] { variants.map(\.name) }

  public static func spec(named name: String, input: PixelSize?) throws(ModelError) -> BackboneSpec
  {
    guard let variant = variants.first(where: { $0.name == name }) else {
      throw .unknown(kind: "Pale Transformer", name: name, known: variantNames)
    }
    return try (input ?? PixelSize(square: 224)).spec(of: name) { size throws(ModelError) in
      try spec(variant.configuration, name: name, input: size)
    }
  }

  /// What a Pale Transformer of any width and depth is made of.
  ///
  /// - Throws: ``ModelError`` where a stage's grid does not divide into pales.
  public static func spec(
    _ configuration: Configuration, name: String, input: PixelSize, classes: Int = 1000
  ) throws(ModelError) -> BackboneSpec {
    var map = TokenGrid(rows: input.height, columns: input.width)
    var stages: [StageSpec] = []
    var stem: ConvolutionSpec?
    for (stage, depth) in configuration.depths.enumerated() {
      let width = configuration.width << stage
      let step = ConvolutionSpec(
        "patch_merg_convs.\(stage)", from: stage == 0 ? 3 : width / 2, to: width,
        kernel: stage == 0 ? 7 : 3, stride: stage == 0 ? 4 : 2, padding: stage == 0 ? 3 : 1)
      if stage == 0 { stem = step }
      map = step.grid(of: map)
      var blocks: [BlockSpec] = []
      for block in 0..<depth {
        blocks.append(
          try self.block(
            "ps_blocks.\(stage).\(block)", grid: map, width: width,
            heads: configuration.heads[stage], extent: configuration.extent))
      }
      stages.append(
        StageSpec(
          grid: map, width: width, heads: 2 * configuration.heads[stage],
          downsampling: stage == 0 ? nil : step, blocks: blocks))
    }
    guard let stem else { throw .unknown(kind: "stage", name: "1", known: []) }
    return BackboneSpec(
      name: name, family: self.name, paper: paper, input: input, classes: classes, stem: stem,
      stages: stages,
      head: ClassifierHeadSpec(
        width: configuration.width << (configuration.depths.count - 1), norm: nil, name: "proj"),
      preprocessing: Preprocessing(resize: .shorterSide(256)))
  }

  private static func block(
    _ name: String, grid: TokenGrid, width: Int, heads: Int, extent: Int
  ) throws(ModelError) -> BlockSpec {
    let geometry = AttentionLayerSpec(
      PaleShapedAttention(rows: extent, columns: extent),
      context: BlockContext(grid: grid, heads: 2 * heads))
    _ = try geometry.pattern()
    return BlockSpec(
      name,
      [
        PositionEncodingSpec(grid: grid, width: width),
        MultiHeadAttentionSpec(
          geometry, width: width, norm: .layer("norm1.ln"), projection: .separable("attn.qkv"),
          form: .pointwise,
          scale: 1 / Float(width / heads).squareRoot()),
        FeedForwardSpec(
          tokens: grid.count, width: width, hidden: 4 * width, norm: .layer("norm2.ln"),
          form: .pointwise),
      ])
  }
}
