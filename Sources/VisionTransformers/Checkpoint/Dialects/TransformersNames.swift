/// How Hugging Face transformers names the layers of a block, which changed with version 5: files that
/// `save_pretrained` writes keep the earlier names, those of `torch.save(model.state_dict())` have the
/// later ones.
enum TransformersNames: CaseIterable {
  case earlier
  case later

  /// The tensors of a parameter in a block.
  ///
  /// - Parameters:
  ///   - block: The beginning of the block's names.
  ///   - attention: The part of the earlier names before queries, keys and values: `self` in Swin,
  ///     `attention` in ViT.
  ///   - layer: The layer in the block, as attnscope asks for it: `attn.qkv`.
  ///   - last: The last part of the name: `weight`, `bias`.
  /// - Returns: The names; `nil` for a layer that transformers does not have.
  func names(
    _ block: String, attention: String, layer: String, _ last: String
  ) -> [String]? {
    switch layer {
    case "norm1": ["\(block).layernorm_before.\(last)"]
    case "norm2": ["\(block).layernorm_after.\(last)"]
    case "attn.qkv":
      switch self {
      case .earlier:
        ["query", "key", "value"].map { "\(block).attention.\(attention).\($0).\(last)" }
      case .later: ["q", "k", "v"].map { "\(block).attention.\($0)_proj.\(last)" }
      }
    case "attn.proj":
      [block + (self == .earlier ? ".attention.output.dense." : ".attention.o_proj.") + last]
    case "mlp.fc1": [block + (self == .earlier ? ".intermediate.dense." : ".mlp.fc1.") + last]
    case "mlp.fc2": [block + (self == .earlier ? ".output.dense." : ".mlp.fc2.") + last]
    default: nil
    }
  }
}
