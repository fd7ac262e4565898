public import Checkpoints

/// Pale's files: the names of the public re-implementation.
extension PaleTransformer: CheckpointFamily {
  public static func recognizes(_ shapes: CheckpointShapes) -> Bool {
    shapes.contains(
      anyOf: (0..<4).flatMap {
        ["ps_blocks.\($0).0.attn.qkv.0.pw.weight", "ps_blocks.\($0).0.attn.qkv.0.dw.weight"]
      })
  }

  public static func spec(
    readOff shapes: CheckpointShapes, hints: CheckpointHints
  ) throws(CheckpointError) -> BackboneSpec {
    let width = shapes.extent(
      0,
      ofMost: [
        "patch_merg_convs.0.weight", "ps_blocks.0.0.cpe.weight", "ps_blocks.0.0.norm1.ln.weight",
        "ps_blocks.0.0.attn.proj.weight",
      ])
    guard let width else { throw CheckpointError("patch_merg_convs.0.weight has no channels") }
    let stages = shapes.count { parameters($0, 0) }
    let depths = (0..<stages).map { stage in shapes.count { parameters(stage, $0) } }
    let widths = depths.indices.map { width << $0 }
    try shapes.requirePlausible(widths: widths, depths: depths)
    let like = variants.first {
      $0.configuration.width == width && $0.configuration.depths == depths
    }
    let heads = try hints.heads(
      known: like?.configuration.heads.map { 2 * $0 }, widths: widths)
    guard heads.allSatisfy({ $0 % 2 == 0 }) else {
      throw CheckpointError(
        "\(heads.listed) heads cannot be shared by rows and columns: expected even numbers")
    }
    let configuration = Configuration(width: width, depths: depths, heads: heads.map { $0 / 2 })
    let known = variants.first { $0.configuration == configuration }?.name
    let name = name(known, width: width, depths: depths)
    let input = hints.input(usual: PixelSize(square: 224))
    return try reading { () throws(ModelError) in
      try spec(
        configuration, name: name, input: input, classes: classes(shapes, head: "proj"))
    }
  }

  private static func parameters(_ stage: Int, _ block: Int) -> [String] {
    ["norm1.ln.weight", "attn.qkv.0.pw.weight", "attn.proj.weight", "mlp.fc1.weight"].map {
      "ps_blocks.\(stage).\(block).\($0)"
    }
  }
}
