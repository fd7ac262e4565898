public import Checkpoints

/// PVT's files, version 1: official and Hugging Face transformers.
extension PyramidVisionTransformer: CheckpointFamily {
  public static var dialects: [NameDialect] { [.official, transformers] }

  public static func recognizes(_ shapes: CheckpointShapes) -> Bool {
    shapes.contains(anyOf: (1...4).map { "block\($0).0.attn.kv.weight" })
      && shapes.contains(anyOf: (1...4).map { "pos_embed\($0)" })
  }

  public static func spec(
    readOff shapes: CheckpointShapes, hints: CheckpointHints
  ) throws(CheckpointError) -> BackboneSpec {
    let configuration = try configuration(readOff: shapes, hints: hints)
    let known = variants.first {
      var variant = $0.configuration
      variant.trainingInput = configuration.trainingInput
      return variant == configuration
    }
    let name = name(known?.name, width: configuration.widths[0], depths: configuration.depths)
    let input = hints.input(told: configuration.trainingInput, usual: configuration.trainingInput)
    for (stage, reduction) in configuration.reductions.enumerated()
    where reduction > min(input.height, input.width) / (4 << stage) {
      throw CheckpointError(
        "stage \(stage + 1) makes a key of \(reduction)×\(reduction) tokens, more than pictures of "
          + "\(input) pixels have")
    }
    return try reading { () throws(ModelError) in
      try spec(configuration, name: name, input: input, classes: classes(shapes))
    }
  }

  /// transformers has one ε for all norms, those after patches and of keys included.
  public static func withDetails(
    of spec: BackboneSpec, in shapes: CheckpointShapes, hints: CheckpointHints
  ) -> BackboneSpec {
    var spec = CheckpointDetails(spec, in: shapes, hints: hints).spec
    guard shapes.dialect.isTransformers else { return spec }
    let epsilon = hints.configuration.normEpsilon ?? Self.epsilon
    if let stem = spec.stem as? TokenEmbeddingSpec { spec.stem = stem.with(epsilon: epsilon) }
    for stage in spec.stages.indices {
      if let step = spec.stages[stage].downsampling as? TokenEmbeddingSpec {
        spec.stages[stage].downsampling = step.with(epsilon: epsilon)
      }
    }
    spec.changeSublayers(MultiHeadAttentionSpec.self) { layer in
      guard case .spatialReduction(let reduction, _) = layer.projection.form else { return }
      layer.projection.form = .spatialReduction(by: reduction, epsilon: epsilon)
    }
    return spec
  }

  private static func configuration(
    readOff shapes: CheckpointShapes, hints: CheckpointHints
  ) throws(CheckpointError) -> Configuration {
    let depths = (0..<shapes.count(from: 1) { parameters($0, 0) }).map { stage in
      shapes.count { parameters(stage + 1, $0) }
    }
    let told = depths.indices.map { stage in
      shapes.extent(
        0,
        ofMost: ["patch_embed\(stage + 1).proj.weight", "patch_embed\(stage + 1).norm.weight"]
          + ["norm1.weight", "norm2.weight"].map { "block\(stage + 1).0.\($0)" })
    }
    guard !told.contains(nil) else {
      throw CheckpointError("patch_embed\(1 + (told.firstIndex(of: nil) ?? 0)) has no channels")
    }
    let widths = told.compactMap { $0 }
    try shapes.requirePlausible(
      widths: widths, depths: depths, positions: shapes.extent(1, of: "pos_embed1") ?? 0)
    let expansions = widths.indices.map { stage in
      let hidden = (0..<depths[stage]).map { "block\(stage + 1).\($0).mlp.fc1.weight" }
      return max((shapes.extent(0, ofMost: hidden) ?? 4 * widths[stage]) / widths[stage], 1)
    }
    let like = variants.first {
      $0.configuration.widths == widths && $0.configuration.depths == depths
    }
    return Configuration(
      depths: depths, widths: widths,
      heads: try hints.heads(known: like?.configuration.heads, widths: widths),
      expansions: expansions, reductions: reductions(of: shapes, depths),
      trainingInput: trainingInput(of: shapes))
  }

  /// The side of the squares that become one key, where a convolution makes them.
  private static func reductions(of shapes: CheckpointShapes, _ depths: [Int]) -> [Int] {
    depths.enumerated().map { stage, depth in
      shapes.extent(2, ofMost: (0..<depth).map { "block\(stage + 1).\($0).attn.sr.weight" }) ?? 1
    }
  }

  private static func trainingInput(of shapes: CheckpointShapes) -> PixelSize {
    let places = shapes.extent(1, of: "pos_embed1") ?? 56 * 56
    return PixelSize(square: 4 * ((1...1024).first { $0 * $0 == places } ?? 56))
  }

  private static func parameters(_ stage: Int, _ block: Int) -> [String] {
    ["norm1.weight", "attn.q.weight", "attn.kv.weight", "mlp.fc1.weight"].map {
      "block\(stage).\(block).\($0)"
    }
  }
}

extension TokenEmbeddingSpec {
  fileprivate func with(epsilon: Float) -> Self {
    var copy = self
    copy.convolution.norm?.epsilon = epsilon
    return copy
  }
}
