public import Checkpoints

/// Swin's files: official, timm, torchvision and Hugging Face transformers.
extension SwinTransformer: CheckpointFamily {
  public static var dialects: [NameDialect] {
    [timm, .official, torchvision, transformers]
  }

  public static func recognizes(_ shapes: CheckpointShapes) -> Bool {
    shapes.contains("patch_embed.proj.weight") && shapes.contains("head.weight")
      && shapes.contains("layers.0.blocks.0.attn.relative_position_bias_table")
      && shapes.contains("layers.0.blocks.0.attn.qkv.weight")
      && !shapes.contains("layers.0.blocks.0.attn.rel_pos_msg")
      && !shapes.contains("layers.0.blocks.1.attnC.qkv.weight")
  }

  public static func spec(
    readOff shapes: CheckpointShapes, hints: CheckpointHints
  ) throws(CheckpointError) -> BackboneSpec {
    let configuration = try configuration(readOff: shapes, hints: hints)
    guard let classes = shapes.extent(0, of: "head.weight") else {
      throw CheckpointError("head.weight has no classes")
    }
    let side = configuration.window == 12 ? 384 : 224
    return spec(
      configuration, name: name(of: configuration),
      input: hints.input ?? PixelSize(square: side), classes: classes)
  }

  /// Widths, depths, heads and window, all of which tensors tell.
  static func configuration(
    readOff shapes: CheckpointShapes, hints: CheckpointHints
  ) throws(CheckpointError) -> Configuration {
    guard let width = shapes.extent(0, of: "patch_embed.proj.weight") else {
      throw CheckpointError("patch_embed.proj.weight has no channels")
    }
    let stages = shapes.count { "layers.\($0).blocks.0.norm1.weight" }
    guard (1...8).contains(stages) else {
      throw CheckpointError("there are \(stages) stages, where a Swin has 1 to 8")
    }
    let depths = (0..<stages).map { stage in
      shapes.count { "layers.\(stage).blocks.\($0).norm1.weight" }
    }
    let table = "attn.relative_position_bias_table"
    let told = (0..<stages).compactMap {
      shapes.extent(1, of: "layers.\($0).blocks.0.\(table)")
    }
    let heads = try CheckpointHints(heads: hints.heads ?? told)
      .heads(known: nil, widths: (0..<stages).map { width << $0 })
    guard let rows = shapes.extent(0, of: "layers.0.blocks.0.\(table)"),
      let window = (1...64).first(where: { (2 * $0 - 1) * (2 * $0 - 1) == rows })
    else { throw CheckpointError("\(table) has no rows of a square window") }
    return Configuration(width: width, depths: depths, heads: heads, window: window)
  }

  /// The variant that has these sizes, or a description of them.
  private static func name(of configuration: Configuration) -> String {
    variants.first { known in
      known.configuration.width == configuration.width
        && known.configuration.depths == configuration.depths
        && known.configuration.heads == configuration.heads
    }?.name
      ?? "swin (width \(configuration.width), depths "
      + configuration.depths.map(String.init).joined(separator: ",") + ")"
  }

  /// timm keeps the step between stages at the beginning of the next one.
  private static let timm = NameDialect("timm") { path in
    if path.count > 3, path[0] == "layers", path[2] == "downsample", let stage = Int(path[1]) {
      return [(["layers", "\(stage + 1)"] + path.dropFirst(2)).joined(separator: ".")]
    }
    if path.first == "head" { return (["head.fc"] + path.dropFirst()).joinedAsOne }
    return path.joinedAsOne
  }

  private static let torchvision = NameDialect("torchvision") { path in
    switch (path.first, path.dropFirst().first) {
    case ("patch_embed", "proj"): return (["features.0.0"] + path.dropFirst(2)).joinedAsOne
    case ("patch_embed", "norm"): return (["features.0.2"] + path.dropFirst(2)).joinedAsOne
    case ("layers", let stage?):
      guard let stage = Int(stage), path.count > 3 else { return path.joinedAsOne }
      if path[2] == "downsample" {
        return (["features", "\(2 * stage + 2)"] + path.dropFirst(3)).joinedAsOne
      }
      let rest = path.dropFirst(3).map { ["fc1": "0", "fc2": "3"][$0] ?? $0 }
      return (["features", "\(2 * stage + 1)"] + rest).joinedAsOne
    default: return path.joinedAsOne
    }
  }

  private static let transformers = NameDialect("transformers") { path in
    switch (path.first, path.dropFirst().first) {
    case ("patch_embed", "proj"):
      return (["swin.embeddings.patch_embeddings.projection"] + path.dropFirst(2)).joinedAsOne
    case ("patch_embed", "norm"):
      return (["swin.embeddings.norm"] + path.dropFirst(2)).joinedAsOne
    case ("layers", _):
      return transformersLayer(path)
    case ("norm", _): return (["swin.layernorm"] + path.dropFirst()).joinedAsOne
    case ("head", _): return (["classifier"] + path.dropFirst()).joinedAsOne
    default: return path.joinedAsOne
    }
  }

  private static func transformersLayer(_ path: [String]) -> [String] {
    guard path.count > 4, path[2] == "blocks" else {
      return (["swin.encoder"] + path).joinedAsOne
    }
    let block = "swin.encoder.layers.\(path[1]).blocks.\(path[3])"
    let last = path.last ?? ""
    return switch path[4...].dropLast().joined(separator: ".") {
    case "norm1": ["\(block).layernorm_before.\(last)"]
    case "norm2": ["\(block).layernorm_after.\(last)"]
    case "attn.qkv":
      ["query", "key", "value"].map { "\(block).attention.self.\($0).\(last)" }
    case "attn": ["\(block).attention.self.\(last)"]
    case "attn.proj": ["\(block).attention.output.dense.\(last)"]
    case "mlp.fc1": ["\(block).intermediate.dense.\(last)"]
    case "mlp.fc2": ["\(block).output.dense.\(last)"]
    default: path.joinedAsOne
    }
  }
}

extension Sequence where Element == String {
  /// The parts of one name, put together: the only tensor of a parameter.
  var joinedAsOne: [String] { [joined(separator: ".")] }
}
