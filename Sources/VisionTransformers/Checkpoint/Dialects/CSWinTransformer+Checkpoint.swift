public import Checkpoints

/// CSWin's files: official names only.
extension CSWinTransformer: CheckpointFamily {
  public static func recognizes(_ shapes: CheckpointShapes) -> Bool {
    shapes.contains(
      anyOf: (1...4).flatMap { ["stage\($0).0.qkv.weight", "stage\($0).0.attns.0.get_v.weight"] })
  }

  public static func spec(
    readOff shapes: CheckpointShapes, hints: CheckpointHints
  ) throws(CheckpointError) -> BackboneSpec {
    let configuration = try configuration(readOff: shapes, hints: hints)
    let known = variants.first { $0.configuration == configuration }?.name
    let name = name(known, width: configuration.width, depths: configuration.depths)
    let input = hints.input(usual: PixelSize(square: 224))
    return try reading { () throws(ModelError) in
      try spec(configuration, name: name, input: input, classes: classes(shapes))
    }
  }

  /// Widths and depths, and the heads that nothing in the file tells.
  static func configuration(
    readOff shapes: CheckpointShapes, hints: CheckpointHints
  ) throws(CheckpointError) -> Configuration {
    let width = shapes.extent(
      0,
      ofMost: [
        "stage1_conv_embed.0.weight", "stage1_conv_embed.2.weight", "stage1.0.norm1.weight",
        "stage1.0.proj.weight", "stage1.0.norm2.weight",
      ])
    guard let width else { throw CheckpointError("stage1_conv_embed.0.weight has no channels") }
    let stages = shapes.count(from: 1) { parameters($0, 0) }
    let depths = (0..<stages).map { stage in
      shapes.count { parameters(stage + 1, $0) }
    }
    let widths = depths.indices.map { width << $0 }
    try shapes.requirePlausible(widths: widths, depths: depths)
    let like = variants.first {
      $0.configuration.width == width && $0.configuration.depths == depths
    }
    return Configuration(
      width: width, depths: depths,
      heads: try hints.heads(known: like?.configuration.heads, widths: widths))
  }

  private static func parameters(_ stage: Int, _ block: Int) -> [String] {
    ["norm1.weight", "qkv.weight", "attns.0.get_v.weight", "mlp.fc1.weight"].map {
      "stage\(stage).\(block).\($0)"
    }
  }
}
