/// How ViT's parameters are named by torchvision and Hugging Face transformers.
extension VisionTransformer {
  /// - Parameter mlp: The names of the two layers of an MLP: `0` and `3`, in files of older versions
  ///   `linear_1` and `linear_2`.
  static func torchvision(mlp: (String, String)) -> NameDialect {
    NameDialect("torchvision") { path in
      let last = path.last ?? ""
      switch path.first {
      case "cls_token": return ["class_token"]
      case "pos_embed": return ["encoder.pos_embedding"]
      case "patch_embed": return ["conv_proj.\(last)"]
      case "norm": return ["encoder.ln.\(last)"]
      case "head": return ["heads.head.\(last)"]
      case "blocks" where path.count > 2:
        let block = "encoder.layers.encoder_layer_\(path[1])"
        return switch path[2...].dropLast().joined(separator: ".") {
        case "norm1": ["\(block).ln_1.\(last)"]
        case "norm2": ["\(block).ln_2.\(last)"]
        case "attn.qkv": ["\(block).self_attention.in_proj_\(last)"]
        case "attn.proj": ["\(block).self_attention.out_proj.\(last)"]
        case "mlp.fc1": ["\(block).mlp.\(mlp.0).\(last)"]
        case "mlp.fc2": ["\(block).mlp.\(mlp.1).\(last)"]
        default: path.joinedAsOne
        }
      default: return path.joinedAsOne
      }
    }
  }

  /// Models with the class token's classifier alone, even where there is a distillation token.
  ///
  /// - Parameter prefix: What stands before the backbone's names: `vit.`, `deit.`, or nothing where a
  ///   model was saved without its classifier.
  static func transformers(prefix: String) -> NameDialect {
    NameDialect("transformers") { path in
      switch path.first {
      case "head": ["classifier.\(path.last ?? "")"]
      case "head_dist": []
      default: backbone(path, prefix: prefix)
      }
    }
  }

  /// DeiT with a classifier for each of the first two tokens.
  static let distilledTransformers = NameDialect("transformers") { path in
    switch path.first {
    case "head": ["cls_classifier.\(path.last ?? "")"]
    case "head_dist": ["distillation_classifier.\(path.last ?? "")"]
    default: backbone(path, prefix: "deit.")
    }
  }

  private static func backbone(_ path: [String], prefix: String) -> [String] {
    let last = path.last ?? ""
    switch path.first {
    case "cls_token": return ["\(prefix)embeddings.cls_token"]
    case "dist_token": return ["\(prefix)embeddings.distillation_token"]
    case "pos_embed": return ["\(prefix)embeddings.position_embeddings"]
    case "patch_embed": return ["\(prefix)embeddings.patch_embeddings.projection.\(last)"]
    case "norm": return ["\(prefix)layernorm.\(last)"]
    case "blocks" where path.count > 2:
      return block(
        "\(prefix)encoder.layer.\(path[1])", path[2...].dropLast().joined(separator: "."), last)
    default: return path.joinedAsOne
    }
  }

  private static func block(_ block: String, _ layer: String, _ last: String) -> [String] {
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
