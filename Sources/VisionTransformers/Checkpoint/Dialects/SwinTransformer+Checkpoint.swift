public import Checkpoints
import Tensors

/// Swin's files: official, timm, torchvision and Hugging Face transformers.
extension SwinTransformer: CheckpointFamily {
  public static var dialects: [NameDialect] {
    [.official, timm, torchvision]
      + TransformersNames.allCases.flatMap { names in
        ["swin.", ""].map { transformers(prefix: $0, names) }
      }
  }

  public static var partsNotBuilt: [String] { ["absolute_pos_embed", "position_embeddings"] }

  public static func recognizes(_ shapes: CheckpointShapes) -> Bool {
    shapes.contains(
      anyOf: (0..<4).flatMap { stage in
        (0..<2).map { "layers.\(stage).blocks.\($0).\(table)" }
      })
  }

  public static func spec(
    readOff shapes: CheckpointShapes, hints: CheckpointHints
  ) throws(CheckpointError) -> BackboneSpec {
    let configuration = try configuration(readOff: shapes, hints: hints)
    let known = variants.first { $0.configuration.isAsLarge(as: configuration) }?.name
    let name = name(known, width: configuration.width, depths: configuration.depths)
    var spec = spec(
      configuration, name: name, input: input(of: configuration, shapes, hints: hints),
      classes: classes(shapes))
    spec.preprocessing = preprocessing(of: spec, dialect: shapes.dialect.name)
    return spec
  }

  /// Widths, depths, heads and windows, all of which tensors tell.
  static func configuration(
    readOff shapes: CheckpointShapes, hints: CheckpointHints
  ) throws(CheckpointError) -> Configuration {
    let block = "layers.0.blocks.0"
    let width = shapes.extent(
      0,
      ofMost: [
        "patch_embed.proj.weight", "patch_embed.norm.weight", "\(block).norm1.weight",
        "\(block).attn.proj.bias", "\(block).norm2.weight",
      ])
    guard let width else { throw CheckpointError("patch_embed.proj.weight has no channels") }
    let depths = depths(of: shapes)
    let widths = depths.indices.map { width << $0 }
    try shapes.requirePlausible(widths: widths, depths: depths)
    let tables = depths.enumerated().map { stage, depth in
      (0..<depth).map { "layers.\(stage).blocks.\($0).\(table)" }
    }
    let told = tables.map { shapes.extent(1, ofMost: $0) }
    let windows = tables.map { shapes.extent(0, ofMost: $0).flatMap(window(ofRows:)) }
    guard let window = windows.compactMap({ $0 }).first else {
      throw CheckpointError("\(table) has no rows of a square window")
    }
    return Configuration(
      width: width, depths: depths, heads: try hints.heads(told: told, known: nil, widths: widths),
      windows: windows.map { $0 ?? window })
  }

  private static let table = "attn.relative_position_bias_table"

  private static func depths(of shapes: CheckpointShapes) -> [Int] {
    func parameters(_ stage: Int, _ block: Int) -> [String] {
      ["norm1.weight", "attn.qkv.weight", "attn.proj.weight", "mlp.fc1.weight", table].map {
        "layers.\(stage).blocks.\(block).\($0)"
      }
    }
    let stages = shapes.count { parameters($0, 0) + parameters($0, 1) }
    return (0..<stages).map { stage in shapes.count { parameters(stage, $0) } }
  }

  /// The side of the window whose table of relative positions has so many rows.
  static func window(ofRows rows: Int) -> Int? {
    (1...64).first { (2 * $0 - 1) * (2 * $0 - 1) == rows }
  }

  /// The input that was trained on.
  ///
  /// The masks of official files tell it, and windows of the last stage that are cut because its grid
  /// is smaller. Published models take 32 pixels for each token along a window's side.
  private static func input(
    of configuration: Configuration, _ shapes: CheckpointShapes, hints: CheckpointHints
  ) -> PixelSize {
    let (window, last) = (configuration.windows[0], configuration.windows.count - 1)
    let masks = shapes.file.shape(of: "layers.0.blocks.1.attn_mask")?.extents.first ?? 0
    var told = (1...256).first { $0 * $0 == masks }.map { 4 * window * $0 }
    if configuration.windows[last] < window { told = (4 << last) * configuration.windows[last] }
    return hints.input(
      told: told.map { PixelSize(square: $0) }, usual: PixelSize(square: 32 * window))
  }

  /// What each code base does before a model that it trained.
  private static func preprocessing(of spec: BackboneSpec, dialect: String) -> Preprocessing {
    let isLarge = spec.input.height >= 384
    switch dialect {
    case "timm": return Preprocessing(resize: .cropFraction(isLarge ? 1 : 0.9))
    case "torchvision":
      let side = ["swin-s": 246, "swin-b": 238][spec.name] ?? 232
      return Preprocessing(resize: .shorterSide(side))
    default:
      return isLarge ? Preprocessing(resize: .squash(PixelSize(square: 224))) : spec.preprocessing
    }
  }
}

extension SwinTransformer.Configuration {
  /// Whether a configuration has the same sizes; windows depend on the pictures.
  func isAsLarge(as other: Self) -> Bool {
    (width, depths, heads) == (other.width, other.depths, other.heads)
  }
}
