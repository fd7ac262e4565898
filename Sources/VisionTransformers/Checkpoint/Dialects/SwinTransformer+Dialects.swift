/// How Swin's parameters are named by others than its authors.
extension SwinTransformer {
  /// timm keeps the step between stages at the beginning of the next one.
  static let timm = NameDialect("timm") { path in
    if path.count > 3, path[0] == "layers", path[2] == "downsample", let stage = Int(path[1]) {
      return [(["layers", "\(stage + 1)"] + path.dropFirst(2)).joined(separator: ".")]
    }
    if path.first == "head" { return (["head.fc"] + path.dropFirst()).joinedAsOne }
    return path.joinedAsOne
  }

  static let torchvision = NameDialect("torchvision") { path in
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

  /// The names of transformers.
  ///
  /// - Parameters:
  ///   - prefix: What stands before the backbone's names: `swin.`, or nothing where a model was saved
  ///     without its classifier.
  ///   - names: Those of blocks.
  /// - Returns: The dialect.
  static func transformers(prefix: String, _ names: TransformersNames) -> NameDialect {
    NameDialect("transformers") { path in
      switch (path.first, path.dropFirst().first) {
      case ("patch_embed", "proj"):
        (["\(prefix)embeddings.patch_embeddings.projection"] + path.dropFirst(2)).joinedAsOne
      case ("patch_embed", "norm"):
        (["\(prefix)embeddings.norm"] + path.dropFirst(2)).joinedAsOne
      case ("layers", _): transformersLayer(path, prefix: prefix, names)
      case ("norm", _): (["\(prefix)layernorm"] + path.dropFirst()).joinedAsOne
      case ("head", _): (["classifier"] + path.dropFirst()).joinedAsOne
      default: path.joinedAsOne
      }
    }
  }

  private static func transformersLayer(
    _ path: [String], prefix: String, _ names: TransformersNames
  ) -> [String] {
    guard path.count > 4, path[2] == "blocks" else {
      return (["\(prefix)encoder"] + path).joinedAsOne
    }
    let block = "\(prefix)encoder.layers.\(path[1]).blocks.\(path[3])"
    let last = path.last ?? ""
    let layer = path[4...].dropLast().joined(separator: ".")
    if layer == "attn" {
      let place = names == .earlier ? "self" : "relative_position_bias"
      return ["\(block).attention.\(place).\(last)"]
    }
    return names.names(block, attention: "self", layer: layer, last) ?? path.joinedAsOne
  }
}
