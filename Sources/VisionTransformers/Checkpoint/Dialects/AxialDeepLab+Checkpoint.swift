public import Checkpoints

/// Axial-DeepLab's files: the names of the authors' code for classification.
extension AxialDeepLab: CheckpointFamily {
  public static func recognizes(_ shapes: CheckpointShapes) -> Bool {
    shapes.contains(
      anyOf: (1...4).flatMap { layer in
        ["hight_block", "width_block"].map { "layer\(layer).0.\($0).relative" }
      })
  }

  public static func spec(
    readOff shapes: CheckpointShapes, hints: CheckpointHints
  ) throws(CheckpointError) -> BackboneSpec {
    let configuration = try configuration(readOff: shapes, hints: hints)
    let known = variants.first { $0.configuration == configuration }?.name
    let name = name(known, width: configuration.width, depths: configuration.depths)
    let side = 2 * ((shapes.extent(1, of: "layer1.0.hight_block.relative") ?? 111) + 1)
    let told = PixelSize(square: side)
    guard side % 32 == 0, hints.input == nil || hints.input == told else {
      throw CheckpointError(
        "relative positions are for pictures of \(told) pixels"
          + (hints.input.map { ", not of \($0)" } ?? ", whose sides are not divisible by 32"))
    }
    return spec(
      configuration, name: name, input: told, classes: classes(shapes, head: "fc"))
  }

  /// Widths, depths, and the heads of which the norm of the scores has three channels each.
  private static func configuration(
    readOff shapes: CheckpointShapes, hints: CheckpointHints
  ) throws(CheckpointError) -> Configuration {
    guard let width = shapes.extent(0, ofMost: ["conv1.weight", "bn1.weight", "bn1.bias"]) else {
      throw CheckpointError("conv1.weight has no channels")
    }
    let depths = (0..<shapes.count(from: 1) { parameters($0, 0) }).map { layer in
      shapes.count { parameters(layer + 1, $0) }
    }
    let widths = depths.indices.map { 2 * width << $0 }
    try shapes.requirePlausible(widths: widths, depths: depths)
    let norms = depths.indices.flatMap { layer in
      ["hight_block", "width_block"].map { "layer\(layer + 1).0.\($0).bn_similarity.weight" }
    }
    let told = shapes.extent(0, ofMost: norms).map { 2 * ($0 / 3) }
    let heads = try hints.heads(
      told: widths.map { _ in told }, known: nil, widths: widths.map { 2 * $0 })
    guard heads[0] % 2 == 0, 2 * width % heads[0] == 0 else {
      throw CheckpointError(
        "\(2 * width) channels cannot be halved and shared by \(heads[0] / 2) heads on each axis")
    }
    return Configuration(width: width, depths: depths, heads: heads[0] / 2)
  }

  private static func parameters(_ layer: Int, _ block: Int) -> [String] {
    ["conv_down.weight", "conv_up.weight", "hight_block.relative", "width_block.relative"].map {
      "layer\(layer).\(block).\($0)"
    }
  }
}
