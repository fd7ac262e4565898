public import Checkpoints

/// DAT's files: the official names of the version of CVPR 2022 only.
extension DeformableAttentionTransformer: CheckpointFamily {
  public static func recognizes(_ shapes: CheckpointShapes) -> Bool {
    shapes.contains(
      anyOf: ["patch_proj.0.weight"]
        + (0..<4).map { "stages.\($0).attns.1.conv_offset.0.weight" })
  }

  public static func spec(
    readOff shapes: CheckpointShapes, hints: CheckpointHints
  ) throws(CheckpointError) -> BackboneSpec {
    let configuration = try configuration(readOff: shapes, hints: hints)
    let known = variants.first { $0.configuration == configuration }
    let name = name(known?.name, width: configuration.width, depths: configuration.depths)
    let input = hints.input(usual: configuration.trainingInput)
    return try reading { () throws(ModelError) in
      try spec(
        configuration, name: name, input: input, classes: classes(shapes, head: "cls_head"))
    }
  }

  /// Widths, depths, heads, groups, window and the pictures of the training, all of which tensors
  /// tell.
  private static func configuration(
    readOff shapes: CheckpointShapes, hints: CheckpointHints
  ) throws(CheckpointError) -> Configuration {
    guard
      let width = shapes.extent(
        0, ofMost: ["patch_proj.0.weight", "patch_proj.0.bias", "patch_proj.1.norm.weight"])
    else { throw CheckpointError("patch_proj.0.weight has no channels") }
    let depths = (0..<shapes.count { parameters($0, 0) }).map { stage in
      shapes.count { parameters(stage, $0) }
    }
    guard depths.count <= 4 else {
      throw CheckpointError("there are \(depths.count) stages, where a DAT has 1 to 4")
    }
    let widths = depths.indices.map { width << $0 }
    try shapes.requirePlausible(widths: widths, depths: depths)
    let tables = depths.indices.map { "stages.\($0).attns.0.relative_position_bias_table" }
    let heads = try hints.heads(
      told: tables.map { shapes.extent(1, of: $0) }, known: nil, widths: widths)
    let rows = tables.compactMap { shapes.extent(0, of: $0) }
    guard let window = CheckpointShapes.mostFrequent(rows).flatMap(SwinTransformer.window(ofRows:))
    else {
      throw CheckpointError("relative_position_bias_table has no rows of a square window")
    }
    return Configuration(
      width: width, depths: depths, heads: heads,
      groups: try groups(shapes, widths: widths, heads: heads), window: window,
      trainingInput: try trainingInput(shapes, stages: depths.count, window: window))
  }

  /// Groups of heads that sample together: the offset network of each sees its share of the channels.
  private static func groups(
    _ shapes: CheckpointShapes, widths: [Int], heads: [Int]
  ) throws(CheckpointError) -> [Int?] {
    var groups: [Int?] = []
    for (stage, width) in widths.enumerated() {
      guard let share = shapes.extent(0, of: "stages.\(stage).attns.1.conv_offset.0.weight") else {
        groups.append(nil)
        continue
      }
      guard width % share == 0, heads[stage] % (width / share) == 0 else {
        throw CheckpointError(
          "offsets of \(share) of \(width) channels do not group \(heads[stage]) heads")
      }
      groups.append(width / share)
    }
    return groups
  }

  /// The pictures whose grids the tables of displacements are for: `[heads, 2·rows − 1, 2·columns − 1]`.
  private static func trainingInput(
    _ shapes: CheckpointShapes, stages: Int, window: Int
  ) throws(CheckpointError) -> PixelSize {
    for stage in 0..<stages {
      let table = "stages.\(stage).attns.1.rpe_table"
      guard let rows = shapes.extent(1, of: table), let columns = shapes.extent(2, of: table) else {
        continue
      }
      guard rows % 2 == 1, columns % 2 == 1, rows < 512, columns < 512 else {
        throw CheckpointError("\(table) has \(rows)×\(columns) displacements, which fit no grid")
      }
      return PixelSize(
        height: (rows + 1) / 2 * (4 << stage), width: (columns + 1) / 2 * (4 << stage))
    }
    return PixelSize(square: window * (4 << (stages - 1)))
  }

  private static func parameters(_ stage: Int, _ block: Int) -> [String] {
    [
      "layer_norms.\(2 * block).norm.weight", "layer_norms.\(2 * block + 1).norm.weight",
      "mlps.\(block).chunk.linear1.weight", "mlps.\(block).chunk.linear2.weight",
    ].map { "stages.\(stage).\($0)" }
  }
}
