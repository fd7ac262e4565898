public import Checkpoints

/// ViT's and DeiT's files: official and timm, which agree, and Hugging Face transformers.
extension VisionTransformer: CheckpointFamily {
  public static var dialects: [NameDialect] {
    [.official, transformers("vit"), transformers("deit")]
  }

  public static func recognizes(_ shapes: CheckpointShapes) -> Bool {
    shapes.contains("cls_token") && shapes.contains("pos_embed")
      && shapes.contains("patch_embed.proj.weight")
      && shapes.contains("blocks.0.attn.qkv.weight") && shapes.contains("head.weight")
  }

  public static func spec(
    readOff shapes: CheckpointShapes, hints: CheckpointHints
  ) throws(CheckpointError) -> BackboneSpec {
    let configuration = try configuration(readOff: shapes, hints: hints)
    guard let classes = shapes.extent(0, of: "head.weight") else {
      throw CheckpointError("head.weight has no classes")
    }
    let known = variants.first { $0.configuration == configuration }
    do throws(ModelError) {
      return try spec(
        configuration,
        name: known?.name ?? "vit (width \(configuration.width), depth \(configuration.depth))",
        input: hints.input ?? configuration.trainingInput, classes: classes)
    } catch {
      throw CheckpointError(error.description)
    }
  }

  private static func configuration(
    readOff shapes: CheckpointShapes, hints: CheckpointHints
  ) throws(CheckpointError) -> Configuration {
    guard let width = shapes.extent(0, of: "patch_embed.proj.weight"),
      let patch = shapes.extent(2, of: "patch_embed.proj.weight"), patch <= 256
    else { throw CheckpointError("patch_embed.proj.weight is no convolution over patches") }
    let depth = shapes.count { "blocks.\($0).norm1.weight" }
    let isDistilled = shapes.contains("dist_token")
    guard let positions = shapes.extent(1, of: "pos_embed"),
      let side = (1...1024).first(where: { $0 * $0 == positions - (isDistilled ? 2 : 1) })
    else { throw CheckpointError("pos_embed has no positions of a square grid") }
    let like = variants.first {
      $0.configuration.width == width && $0.configuration.depth == depth
    }
    let heads = try hints.heads(known: like.map { [$0.configuration.heads] }, widths: [width])
    return Configuration(
      width: width, depth: depth, heads: heads[0], patch: patch, isDistilled: isDistilled,
      trainingInput: PixelSize(square: side * patch))
  }

  private static func transformers(_ model: String) -> NameDialect {
    NameDialect("transformers") { path in
      let last = path.last ?? ""
      switch path.first {
      case "cls_token": return ["\(model).embeddings.cls_token"]
      case "dist_token": return ["\(model).embeddings.distillation_token"]
      case "pos_embed": return ["\(model).embeddings.position_embeddings"]
      case "patch_embed": return ["\(model).embeddings.patch_embeddings.projection.\(last)"]
      case "norm": return ["\(model).layernorm.\(last)"]
      case "head": return ["classifier.\(last)"]
      case "blocks" where path.count > 2:
        return transformersBlock(
          "\(model).encoder.layer.\(path[1])", path[2...].dropLast().joined(separator: "."), last)
      default: return path.joinedAsOne
      }
    }
  }

  private static func transformersBlock(
    _ block: String, _ layer: String, _ last: String
  ) -> [String] {
    switch layer {
    case "norm1": ["\(block).layernorm_before.\(last)"]
    case "norm2": ["\(block).layernorm_after.\(last)"]
    case "attn.qkv":
      ["query", "key", "value"].map { "\(block).attention.attention.\($0).\(last)" }
    case "attn.proj": ["\(block).attention.output.dense.\(last)"]
    case "mlp.fc1": ["\(block).intermediate.dense.\(last)"]
    case "mlp.fc2": ["\(block).output.dense.\(last)"]
    default: ["\(block).\(layer).\(last)"]
    }
  }
}
