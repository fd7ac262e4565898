/// Axial-DeepLab for classification: a residual network whose 3×3 convolutions are attention along
/// columns and then along rows.
///
/// Follows the authors' PyTorch code, and its parameter names ("hight" included). Embeddings of
/// relative position fix the length of every line, and so the size of the picture.
public enum AxialDeepLab: BackboneFamily {
  public static let name = "axial"
  public static let paper = AxialAttention.paper

  /// What tells one Axial-DeepLab from another.
  public struct Configuration: Hashable, Sendable {
    /// Channels of the stem.
    public var width: Int
    public var depths: [Int]
    /// Heads along each axis.
    public var heads: Int

    public init(width: Int, depths: [Int] = [3, 4, 6, 3], heads: Int = 8) {
      self.width = width
      self.depths = depths
      self.heads = heads
    }
  }

  public static let variants: [(name: String, configuration: Configuration)] = [
    ("axial26s", Configuration(width: 32, depths: [1, 2, 4, 1])),
    ("axial50s", Configuration(width: 32)),
    ("axial50m", Configuration(width: 48)),
    ("axial50l", Configuration(width: 64)),
  ]

  public static var variantNames: [String] { variants.map(\.name) }

  /// The one size of picture that the published networks take.
  static let input = PixelSize(square: 224)

  public static func spec(named name: String, input: PixelSize?) throws(ModelError) -> BackboneSpec
  {
    guard let variant = variants.first(where: { $0.name == name }) else {
      throw .unknown(kind: "Axial-DeepLab", name: name, known: variantNames)
    }
    if let input, input != Self.input {
      throw .unsupportedInput(model: name, found: input, reason: nil, nearest: [Self.input])
    }
    return spec(variant.configuration, name: name, input: Self.input)
  }

  /// What an Axial-DeepLab of any width and depth is made of.
  ///
  /// - Precondition: Height and width of the picture are multiples of 32.
  public static func spec(
    _ configuration: Configuration, name: String, input: PixelSize, classes: Int = 1000
  ) -> BackboneSpec {
    precondition(
      input.height % 32 == 0 && input.width % 32 == 0, "\(input) pixels do not halve five times")
    var grid = ResidualStemSpec.grid(of: input)
    var inputs = configuration.width
    var stages: [StageSpec] = []
    for (stage, depth) in configuration.depths.enumerated() {
      let entryWidth = inputs
      let width = 2 * configuration.width << stage
      var blocks: [BlockSpec] = []
      for block in 0..<depth {
        let stride = stage > 0 && block == 0 ? 2 : 1
        blocks.append(
          self.block(
            "layer\(stage + 1).\(block)", grid: grid, heads: configuration.heads, width: width,
            from: inputs, stride: stride))
        grid = TokenGrid(rows: grid.rows / stride, columns: grid.columns / stride)
        inputs = 2 * width
      }
      stages.append(
        StageSpec(
          grid: grid, width: inputs, heads: 2 * configuration.heads, entryWidth: entryWidth,
          downsampling: nil, blocks: blocks))
    }
    return BackboneSpec(
      name: name, family: self.name, paper: paper, input: input, classes: classes,
      stem: ResidualStemSpec(to: configuration.width), stages: stages,
      head: ClassifierHeadSpec(width: inputs, norm: nil, name: "fc"), preprocessing: .axial)
  }

  private static func block(
    _ name: String, grid: TokenGrid, heads: Int, width: Int, from inputs: Int, stride: Int
  ) -> BlockSpec {
    BlockSpec(
      name,
      [
        AxialResidualSpec(
          AttentionLayerSpec(AxialAttention(), context: BlockContext(grid: grid, heads: 2 * heads)),
          width: width, from: inputs, to: 2 * width, stride: stride)
      ])
  }
}
