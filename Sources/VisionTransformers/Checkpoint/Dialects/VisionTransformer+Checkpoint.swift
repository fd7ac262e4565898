public import Checkpoints
import Images

/// ViT's and DeiT's files: official and timm, which agree, torchvision, and Hugging Face transformers.
extension VisionTransformer: CheckpointFamily {
  public static var dialects: [NameDialect] {
    [.official, torchvision(mlp: ("0", "3")), torchvision(mlp: ("linear_1", "linear_2"))]
      + TransformersNames.allCases.flatMap { names in
        [
          transformers(prefix: "vit.", names), transformers(prefix: "deit.", names),
          distilledTransformers(names), transformers(prefix: "", names),
        ]
      }
  }

  public static var partsNotBuilt: [String] {
    ["norm_pre", "reg_token", "register_tokens", "pre_logits", "attn_pool", "fc_norm"]
  }

  public static func recognizes(_ shapes: CheckpointShapes) -> Bool {
    shapes.contains(anyOf: (0..<2).map { "blocks.\($0).attn.qkv.weight" })
      && shapes.contains(anyOf: ["cls_token", "pos_embed"])
  }

  public static func spec(
    readOff shapes: CheckpointShapes, hints: CheckpointHints
  ) throws(CheckpointError) -> BackboneSpec {
    let configuration = try configuration(readOff: shapes, hints: hints)
    let isDeiT = isDeiT(configuration, shapes, hints)
    let known = variants.first {
      $0.configuration.isAsLarge(as: configuration)
        && isDeiT.map { [name = $0.name] in name.hasPrefix("deit") == $0 } ?? true
    }?.name
    let name = known ?? description(of: configuration, isDeiT: isDeiT ?? false)
    let input = hints.input(told: configuration.trainingInput, usual: configuration.trainingInput)
    var spec = try reading { () throws(ModelError) in
      try Self.spec(configuration, name: name, input: input, classes: classes(shapes))
    }
    if name.hasPrefix("deit") { spec.followDeiT() }
    if shapes.dialect.name == "torchvision" {
      spec.preprocessing = torchvisionPreprocessing(of: configuration, hints)
    }
    // transformers has models with a distillation token whose only classifier is the first token's.
    if configuration.isDistilled, shapes.dialect.names(of: "head_dist.weight").isEmpty {
      spec.head.distillation = nil
    }
    return spec
  }

  private static func configuration(
    readOff shapes: CheckpointShapes, hints: CheckpointHints
  ) throws(CheckpointError) -> Configuration {
    let projection = "patch_embed.proj.weight"
    let width = shapes.extent(
      0,
      ofMost: [
        projection, "norm.weight", "blocks.0.norm1.weight", "blocks.0.attn.proj.bias",
        "blocks.1.norm1.weight",
      ])
    guard let width else { throw CheckpointError("\(projection) has no channels") }
    let patch = shapes.extent(2, of: projection) ?? 16
    guard patch <= 256 else {
      throw CheckpointError(
        "\(projection) is for patches of \(patch) pixels, where 256 are the most")
    }
    let depth = shapes.count { block in
      ["norm1.weight", "attn.qkv.weight", "attn.proj.weight", "mlp.fc1.weight"].map {
        "blocks.\(block).\($0)"
      }
    }
    try shapes.requirePlausible(
      widths: [width], depths: [depth], positions: shapes.extent(1, of: "pos_embed") ?? 0)
    let isDistilled = shapes.contains("dist_token")
    let like = variants.first {
      $0.configuration.width == width && $0.configuration.depth == depth
    }
    let heads = try hints.heads(
      known: like.map { [$0.configuration.heads] } ?? publishedHeads(width: width, depth: depth),
      widths: [width])
    return Configuration(
      width: width, depth: depth, heads: heads[0], patch: patch, isDistilled: isDistilled,
      trainingInput: try trainingInput(
        of: shapes, patch: patch, prefixCount: isDistilled ? 2 : 1, hints))
  }

  /// The pictures whose patches the table of positions is for: of the size that a configuration says,
  /// or square.
  private static func trainingInput(
    of shapes: CheckpointShapes, patch: Int, prefixCount: Int, _ hints: CheckpointHints
  ) throws(CheckpointError) -> PixelSize {
    guard let positions = shapes.extent(1, of: "pos_embed") else { return PixelSize(square: 224) }
    let places = positions - prefixCount
    if let input = hints.configuration.input,
      (input.height / patch) * (input.width / patch) == places
    {
      return input
    }
    guard let side = (1...1024).first(where: { $0 * $0 == places }) else {
      throw CheckpointError(
        "pos_embed has \(positions) positions: expected those of a square grid and \(prefixCount) "
          + "more")
    }
    return PixelSize(square: side * patch)
  }

  /// The heads of published models that are no variants here: ViT-L and ViT-H.
  private static func publishedHeads(width: Int, depth: Int) -> [Int]? {
    [[1024, 24], [1280, 32]].contains([width, depth]) ? [16] : nil
  }

  /// What torchvision does before a model that it trained, and before those called `swag`, for larger
  /// pictures too, that it took over.
  private static func torchvisionPreprocessing(
    of configuration: Configuration, _ hints: CheckpointHints
  ) -> Preprocessing {
    let isLarger = configuration.trainingInput.height > 224
    if isLarger || hints.called(oneOf: ["swag"]) != nil {
      return Preprocessing(resize: .cropFraction(1))
    }
    let isLarge16 = configuration.width == 1024 && configuration.patch == 16
    return Preprocessing(resize: .shorterSide(isLarge16 ? 242 : 256), interpolation: .bilinear)
  }

  /// Whether a model is a DeiT, which is a ViT that was trained otherwise; `nil` where nothing tells.
  private static func isDeiT(
    _ configuration: Configuration, _ shapes: CheckpointShapes, _ hints: CheckpointHints
  ) -> Bool? {
    if configuration.isDistilled { return true }
    if shapes.dialect.name == "torchvision" { return false }
    return hints.called(oneOf: ["deit", "vit"]).map { $0 == "deit" }
  }

  private static func description(of configuration: Configuration, isDeiT: Bool) -> String {
    (isDeiT ? "deit" : "vit") + " (width \(configuration.width), depth \(configuration.depth)"
      + ", patch \(configuration.patch)" + (configuration.isDistilled ? ", distilled)" : ")")
  }
}

extension VisionTransformer.Configuration {
  /// Whether a configuration has the same sizes; positions depend on the pictures.
  fileprivate func isAsLarge(as other: Self) -> Bool {
    var copy = self
    copy.trainingInput = other.trainingInput
    return copy == other
  }
}
