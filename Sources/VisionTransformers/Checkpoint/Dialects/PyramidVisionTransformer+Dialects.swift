/// How PVT's parameters are named by Hugging Face transformers.
extension PyramidVisionTransformer {
  static let transformers = NameDialect("transformers") { path in
    let last = path.last ?? ""
    guard let first = path.first else { return [] }
    if let stage = number(after: "pos_embed", in: first) {
      return ["pvt.encoder.patch_embeddings.\(stage - 1).position_embeddings"]
    }
    if let stage = number(after: "patch_embed", in: first) {
      let layer = path.dropFirst().first == "proj" ? "projection" : "layer_norm"
      return ["pvt.encoder.patch_embeddings.\(stage - 1).\(layer).\(last)"]
    }
    if let stage = number(after: "block", in: first), path.count > 3 {
      let layer = path[2...].dropLast().joined(separator: ".")
      return layers[layer, default: [layer]].map {
        "pvt.encoder.block.\(stage - 1).\(path[1]).\($0).\(last)"
      }
    }
    return switch first {
    case "cls_token": ["pvt.encoder.patch_embeddings.3.cls_token"]
    case "norm": ["pvt.encoder.layer_norm.\(last)"]
    case "head": ["classifier.\(last)"]
    default: path.joinedAsOne
    }
  }

  private static let layers = [
    "norm1": ["layer_norm_1"], "norm2": ["layer_norm_2"],
    "attn.q": ["attention.self.query"],
    "attn.kv": ["attention.self.key", "attention.self.value"],
    "attn.sr": ["attention.self.sequence_reduction"],
    "attn.norm": ["attention.self.layer_norm"], "attn.proj": ["attention.output.dense"],
    "mlp.fc1": ["mlp.dense1"], "mlp.fc2": ["mlp.dense2"],
  ]

  private static func number(after word: String, in name: String) -> Int? {
    name.hasPrefix(word) ? Int(name.dropFirst(word.count)) : nil
  }
}
