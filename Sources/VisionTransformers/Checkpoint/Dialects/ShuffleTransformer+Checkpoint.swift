public import Checkpoints

/// Shuffle's files: official names only.
extension ShuffleTransformer: CheckpointFamily {
  public static func recognizes(_ shapes: CheckpointShapes) -> Bool {
    shapes.contains(
      anyOf: (1...4).flatMap { stage in
        ["attn.to_qkv.weight", "local.weight"].map { "stage\(stage).layers.0.0.\($0)" }
      })
  }

  public static func spec(
    readOff shapes: CheckpointShapes, hints: CheckpointHints
  ) throws(CheckpointError) -> BackboneSpec {
    let configuration = try configuration(readOff: shapes, hints: hints)
    let known = variants.first {
      $0.configuration.depths == configuration.depths
        && $0.configuration.heads == configuration.heads
    }
    let name = name(known?.name, width: configuration.widths[0], depths: configuration.depths)
    let side = (4 << (configuration.depths.count - 1)) * configuration.window
    let input = hints.input(usual: PixelSize(square: side))
    return try reading { () throws(ModelError) in
      try spec(configuration, name: name, input: input, classes: classes(shapes))
    }
  }

  /// Depths, heads and window; heads are 32 channels wide.
  private static func configuration(
    readOff shapes: CheckpointShapes, hints: CheckpointHints
  ) throws(CheckpointError) -> Configuration {
    let depths = (0..<shapes.count(from: 1) { parameters($0, 0, 0) }).map { stage in
      2 * shapes.count { parameters(stage + 1, $0, 0) + parameters(stage + 1, $0, 1) }
    }
    let tables = depths.enumerated().map { stage, depth in
      (0..<depth).map {
        "stage\(stage + 1).layers.\($0 / 2).\($0 % 2).attn.relative_position_bias_table"
      }
    }
    let heads = tables.compactMap { shapes.extent(1, ofMost: $0) }
    try shapes.requirePlausible(widths: heads.map { 32 * $0 }, depths: depths)
    let rows = tables.compactMap { shapes.extent(0, ofMost: $0) }
    guard let window = CheckpointShapes.mostFrequent(rows).flatMap(SwinTransformer.window(ofRows:))
    else {
      throw CheckpointError("relative_position_bias_table has no rows of a square window")
    }
    return Configuration(
      depths: depths,
      heads: try hints.heads(told: heads, known: nil, widths: heads.map { 32 * $0 }),
      window: window, stemWidth: shapes.extent(0, of: "to_token.conv1.0.weight") ?? 32)
  }

  private static func parameters(_ stage: Int, _ pair: Int, _ block: Int) -> [String] {
    ["norm1.weight", "attn.to_qkv.weight", "local.weight", "mlp.fc1.weight"].map {
      "stage\(stage).layers.\(pair).\(block).\($0)"
    }
  }
}
