public import Checkpoints

/// BOAT-Swin's files: the authors' names only.
extension BOATSwinTransformer: CheckpointFamily {
  public static var partsNotBuilt: [String] { SwinTransformer.partsNotBuilt }

  public static func recognizes(_ shapes: CheckpointShapes) -> Bool {
    SwinTransformer.recognizes(shapes)
      && shapes.contains(anyOf: (0..<4).map { "layers.\($0).blocks.1.attnC.qkv.weight" })
  }

  public static func spec(
    readOff shapes: CheckpointShapes, hints: CheckpointHints
  ) throws(CheckpointError) -> BackboneSpec {
    let host = try SwinTransformer.configuration(readOff: shapes, hints: hints)
    let known = variants.first { $0.host.isAsLarge(as: host) }?.name
    let name = name(known, width: host.width, depths: host.depths)
    let input = hints.input(usual: PixelSize(square: 224))
    return try reading { () throws(ModelError) in
      try spec(host, name: name, input: input, classes: classes(shapes))
    }
  }
}
