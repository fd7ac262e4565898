/// How ViT's parameters are named by torchvision and Hugging Face transformers.
extension VisionTransformer {
  /// The names of torchvision.
  ///
  /// - Parameter mlp: The names of the two layers of an MLP: `0` and `3`, in files of older versions
  ///   `linear_1` and `linear_2`.
  /// - Returns: The dialect.
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

  /// The names of transformers, with the class token's classifier alone even where there is a
  /// distillation token.
  ///
  /// - Parameters:
  ///   - prefix: What stands before the backbone's names: `vit.`, `deit.`, or nothing where a model was
  ///     saved without its classifier.
  ///   - names: Those of blocks.
  /// - Returns: The dialect.
  static func transformers(prefix: String, _ names: TransformersNames) -> NameDialect {
    NameDialect("transformers") { path in
      switch path.first {
      case "head": ["classifier.\(path.last ?? "")"]
      case "head_dist": []
      default: backbone(path, prefix: prefix, names)
      }
    }
  }

  /// DeiT with a classifier for each of the first two tokens.
  static func distilledTransformers(_ names: TransformersNames) -> NameDialect {
    NameDialect("transformers") { path in
      switch path.first {
      case "head": ["cls_classifier.\(path.last ?? "")"]
      case "head_dist": ["distillation_classifier.\(path.last ?? "")"]
      default: backbone(path, prefix: "deit.", names)
      }
    }
  }

  private static func backbone(
    _ path: [String], prefix: String, _ names: TransformersNames
  ) -> [String] {
    let last = path.last ?? ""
    switch path.first {
    case "cls_token": return ["\(prefix)embeddings.cls_token"]
    case "dist_token": return ["\(prefix)embeddings.distillation_token"]
    case "pos_embed": return ["\(prefix)embeddings.position_embeddings"]
    case "patch_embed": return ["\(prefix)embeddings.patch_embeddings.projection.\(last)"]
    case "norm": return ["\(prefix)layernorm.\(last)"]
    case "blocks" where path.count > 2:
      let block = prefix + (names == .earlier ? "encoder.layer." : "layers.") + path[1]
      let layer = path[2...].dropLast().joined(separator: ".")
      return names.names(block, attention: "attention", layer: layer, last)
        ?? ["\(block).\(layer).\(last)"]
    default: return path.joinedAsOne
    }
  }
}
