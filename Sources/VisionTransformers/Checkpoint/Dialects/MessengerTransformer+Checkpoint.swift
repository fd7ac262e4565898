public import Checkpoints

/// The MSG-Transformer's files: official names only.
extension MessengerTransformer: CheckpointFamily {
  public static func recognizes(_ shapes: CheckpointShapes) -> Bool {
    SwinTransformer.recognizes(shapes)
      && shapes.contains(
        anyOf: ["msg_tokens"] + (0..<4).map { "layers.\($0).blocks.0.attn.rel_pos_msg" })
  }

  public static func spec(
    readOff shapes: CheckpointShapes, hints: CheckpointHints
  ) throws(CheckpointError) -> BackboneSpec {
    let windows = try SwinTransformer.configuration(readOff: shapes, hints: hints)
    let configuration = Configuration(
      width: windows.width, depths: windows.depths, heads: windows.heads,
      window: windows.windows[0])
    guard configuration.depths.count <= configuration.regions.count else {
      throw CheckpointError(
        "there are \(configuration.depths.count) stages, where an MSG-Transformer has 4")
    }
    let known = variants.first {
      $0.configuration.width == configuration.width
        && $0.configuration.depths == configuration.depths
        && $0.configuration.heads == configuration.heads
    }
    let name = name(known?.name, width: configuration.width, depths: configuration.depths)
    let input = hints.input(usual: PixelSize(square: 32 * configuration.window))
    return try reading { () throws(ModelError) in
      try spec(configuration, name: name, input: input, classes: classes(shapes))
    }
  }
}
