public import Checkpoints

/// DAT's files of CVPR 2022: official names only.
extension DeformableAttentionTransformer: CheckpointFamily {
  public static func recognizes(_ shapes: CheckpointShapes) -> Bool {
    shapes.contains(
      anyOf: (0..<4).flatMap { stage in
        ["attns.0.proj_qkv.weight", "mlps.0.chunk.linear1.weight"].map { "stages.\(stage).\($0)" }
      })
  }

  public static func spec(
    readOff shapes: CheckpointShapes, hints: CheckpointHints
  ) throws(CheckpointError) -> BackboneSpec {
    let configuration = try configuration(readOff: shapes, hints: hints)
    let known = variants.first {
      var variant = $0.configuration
      (variant.window, variant.trainingInput) = (configuration.window, configuration.trainingInput)
      return variant == configuration
    }
    let name = name(known?.name, width: configuration.width, depths: configuration.depths)
    let input = hints.input(told: configuration.trainingInput, usual: configuration.trainingInput)
    return try reading { () throws(ModelError) in
      try spec(
        configuration, name: name, input: input, classes: classes(shapes, head: "cls_head"))
    }
  }

  private static func configuration(
    readOff shapes: CheckpointShapes, hints: CheckpointHints
  ) throws(CheckpointError) -> Configuration {
    let width = shapes.extent(
      0,
      ofMost: [
        "patch_proj.0.weight", "patch_proj.1.norm.weight", "stages.0.layer_norms.0.norm.weight",
        "stages.0.attns.0.proj_out.weight",
      ])
    guard let width else { throw CheckpointError("patch_proj.0.weight has no channels") }
    let depths = (0..<shapes.count { parameters($0, 0) }).map { stage in
      shapes.count { parameters(stage, $0) }
    }
    guard depths.count <= 4 else {
      throw CheckpointError("there are \(depths.count) stages, where a DAT has 4 at most")
    }
    let widths = depths.indices.map { width << $0 }
    try shapes.requirePlausible(widths: widths, depths: depths)
    let tables = depths.indices.map { stage in
      blocks(depths[stage], "attns", "relative_position_bias_table", of: stage)
    }
    let told = tables.map { shapes.extent(1, ofMost: $0) }
    let heads = try hints.heads(told: told, known: nil, widths: widths)
    let rows = tables.flatMap { $0 }.compactMap { shapes.extent(0, of: $0) }
    guard let window = CheckpointShapes.mostFrequent(rows).flatMap(SwinTransformer.window(ofRows:))
    else {
      throw CheckpointError("relative_position_bias_table has no rows of a square window")
    }
    return Configuration(
      width: width, depths: depths, heads: heads,
      groups: try groups(of: shapes, depths, widths: widths, heads: heads), window: window,
      trainingInput: trainingInput(of: shapes, depths, window: window))
  }

  /// Groups of heads with keys of their own, where networks of offsets tell them.
  private static func groups(
    of shapes: CheckpointShapes, _ depths: [Int], widths: [Int], heads: [Int]
  ) throws(CheckpointError) -> [Int?] {
    var groups: [Int?] = []
    for (stage, width) in widths.enumerated() {
      let networks = blocks(depths[stage], "attns", "conv_offset.0.weight", of: stage)
      let channels = shapes.extent(0, ofMost: networks)
      groups.append(channels.map { width / $0 })
      guard let channels, width % channels != 0 || heads[stage] % (width / channels) != 0 else {
        continue
      }
      throw CheckpointError(
        "\(heads[stage]) heads of \(width) channels cannot be shared by groups of \(channels)")
    }
    return groups
  }

  /// The pictures whose grids the tables of displacements are for: `[heads, 2·rows − 1,
  /// 2·columns − 1]`.
  private static func trainingInput(
    of shapes: CheckpointShapes, _ depths: [Int], window: Int
  ) -> PixelSize {
    for stage in depths.indices {
      let tables = blocks(depths[stage], "attns", "rpe_table", of: stage)
      guard let rows = shapes.extent(1, ofMost: tables),
        let columns = shapes.extent(2, ofMost: tables), max(rows, columns) < 512
      else { continue }
      return PixelSize(
        height: (rows + 1) / 2 * (4 << stage), width: (columns + 1) / 2 * (4 << stage))
    }
    return PixelSize(square: 32 * window)
  }

  private static func blocks(
    _ depth: Int, _ list: String, _ parameter: String, of stage: Int
  ) -> [String] {
    (0..<depth).map { "stages.\(stage).\(list).\($0).\(parameter)" }
  }

  private static func parameters(_ stage: Int, _ block: Int) -> [String] {
    [
      "layer_norms.\(2 * block).norm.weight", "attns.\(block).proj_out.weight",
      "attns.\(block).relative_position_bias_table", "mlps.\(block).chunk.linear1.weight",
    ].map { "stages.\(stage).\($0)" }
  }
}
