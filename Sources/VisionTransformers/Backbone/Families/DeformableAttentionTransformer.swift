/// Deformable Attention Transformer: windows and shifted windows in the first stages, windows and
/// deformable attention in the last.
///
/// Follows the version of CVPR 2022; the code has since become another network, DAT++. Parameter names
/// are those of the official checkpoints.
public enum DeformableAttentionTransformer: BackboneFamily {
  public static let name = "dat"
  public static let paper = SharedDeformableAttention.paper

  /// What tells one Deformable Attention Transformer from another.
  public struct Configuration: Hashable, Sendable {
    public var width: Int
    public var depths: [Int]
    public var heads: [Int]
    /// Groups of heads with sampled keys of their own; `nil` for stages with shifted windows instead.
    public var groups: [Int?]
    public var window: Int
    /// The pictures that the tables of positions were trained for.
    public var trainingInput: PixelSize

    public init(
      width: Int, depths: [Int], heads: [Int], groups: [Int?], window: Int = 7,
      trainingInput: PixelSize = PixelSize(square: 224)
    ) {
      self.width = width
      self.depths = depths
      self.heads = heads
      self.groups = groups
      self.window = window
      self.trainingInput = trainingInput
    }
  }

  public static let variants: [(name: String, configuration: Configuration)] = [
    (
      "dat-t",
      Configuration(
        width: 96, depths: [2, 2, 6, 2], heads: [3, 6, 12, 24], groups: [nil, nil, 3, 6])
    ),
    (
      "dat-s",
      Configuration(
        width: 96, depths: [2, 2, 18, 2], heads: [3, 6, 12, 24], groups: [nil, nil, 3, 6])
    ),
    (
      "dat-b",
      Configuration(
        width: 128, depths: [2, 2, 18, 2], heads: [4, 8, 16, 32], groups: [nil, nil, 4, 8])
    ),
  ]

  public static var variantNames: [String] { variants.map(\.name) }

  /// The sides of the offset networks' windows, stage by stage.
  private static let kernels = [9, 7, 5, 3]

  public static func spec(named name: String, input: PixelSize?) throws(ModelError) -> BackboneSpec
  {
    guard let variant = variants.first(where: { $0.name == name }) else {
      throw .unknown(kind: "DAT", name: name, known: variantNames)
    }
    return try spec(
      variant.configuration, name: name, input: input ?? variant.configuration.trainingInput)
  }

  /// What a Deformable Attention Transformer of any width, depth and window is made of.
  ///
  /// - Throws: ``ModelError`` where windows do not fill the grid of every stage.
  /// - Precondition: There are no more than four stages.
  public static func spec(
    _ configuration: Configuration, name: String, input: PixelSize, classes: Int = 1000
  ) throws(ModelError) -> BackboneSpec {
    let count = configuration.depths.count
    precondition(count <= kernels.count, "\(count) stages are more than \(kernels.count)")
    try input.requireDivisible(by: configuration.window * 4 << (count - 1))
    let stem = step("patch_proj", from: 3, to: configuration.width, by: 4, bias: true)
    var (map, trainingMap) = (
      stem.grid(of: input.grid), stem.grid(of: configuration.trainingInput.grid)
    )
    var stages: [StageSpec] = []
    for (stage, depth) in configuration.depths.enumerated() {
      let width = configuration.width << stage
      let down =
        stage == 0
        ? nil : step("down_projs.\(stage - 1)", from: width / 2, to: width, by: 2, bias: false)
      if let down { (map, trainingMap) = (down.grid(of: map), down.grid(of: trainingMap)) }
      let blocks = (0..<depth).map {
        block($0, stage, of: configuration, on: map, trainedOn: trainingMap)
      }
      stages.append(
        StageSpec(
          grid: map, width: width, heads: configuration.heads[stage], downsampling: down,
          blocks: blocks))
    }
    return BackboneSpec(
      name: name, family: self.name, paper: paper, input: input, classes: classes, stem: stem,
      stages: stages,
      head: ClassifierHeadSpec(
        width: configuration.width << (count - 1), norm: .layer("cls_norm.norm"),
        name: "cls_head"),
      preprocessing: .dat)
  }

  /// Squares of tokens become tokens.
  private static func step(
    _ name: String, from inputs: Int, to outputs: Int, by side: Int, bias: Bool
  ) -> ConvolutionSpec {
    ConvolutionSpec(
      "\(name).0", from: inputs, to: outputs, kernel: side, stride: side, bias: bias,
      norm: .layer("\(name).1.norm"))
  }

  private static func block(
    _ block: Int, _ stage: Int, of configuration: Configuration, on grid: TokenGrid,
    trainedOn trainingGrid: TokenGrid
  ) -> BlockSpec {
    let width = configuration.width << stage
    return BlockSpec(
      "stages.\(stage)",
      [
        attention(block, stage, of: configuration, on: grid, trainedOn: trainingGrid),
        FeedForwardSpec(
          tokens: grid.count, width: width, hidden: 4 * width,
          norm: .layer("layer_norms.\(2 * block + 1).norm"),
          names: ("mlps.\(block).chunk.linear1", "mlps.\(block).chunk.linear2")),
      ])
  }

  private static func attention(
    _ block: Int, _ stage: Int, of configuration: Configuration, on grid: TokenGrid,
    trainedOn trainingGrid: TokenGrid
  ) -> any SublayerSpec {
    let (width, heads) = (configuration.width << stage, configuration.heads[stage])
    let (name, norm) = ("attns.\(block)", NormSpec.layer("layer_norms.\(2 * block).norm"))
    if block % 2 == 1, let groups = configuration.groups[stage] {
      return DeformableMultiHeadAttentionSpec(
        grid: grid, width: width, heads: heads, groups: groups, norm: norm, name: name,
        kernel: kernels[stage], trainedOn: trainingGrid)
    }
    let window = configuration.window
    let mechanism: any AttentionMechanism =
      block % 2 == 1
      ? ShiftedWindowAttention(size: window, shift: (window + 1) / 2)
      : WindowAttention(size: window)
    return MultiHeadAttentionSpec(
      AttentionLayerSpec(mechanism, context: BlockContext(grid: grid, heads: heads)),
      width: width, norm: norm, projection: .fused("\(name).proj_qkv"),
      position: .relativeBias("\(name).relative_position_bias_table", window: window),
      output: "\(name).proj_out", scale: 1 / Float(width / heads).squareRoot())
  }
}
