public import Checkpoints

/// BOAT-CSWin's files: the authors' names only.
extension BOATCSWinTransformer: CheckpointFamily {
  public static func recognizes(_ shapes: CheckpointShapes) -> Bool {
    CSWinTransformer.recognizes(shapes)
      && shapes.contains(anyOf: (1...4).map { "stage\($0).0.content_attn.qkv.weight" })
  }

  public static func spec(
    readOff shapes: CheckpointShapes, hints: CheckpointHints
  ) throws(CheckpointError) -> BackboneSpec {
    let host = try CSWinTransformer.configuration(readOff: shapes, hints: hints)
    let known = variants.first { $0.host == host }?.name
    let name = name(known, width: host.width, depths: host.depths)
    let input = hints.input(usual: PixelSize(square: 224))
    return try reading { () throws(ModelError) in
      try spec(host, name: name, input: input, classes: classes(shapes))
    }
  }

  /// The authors' code hands `qkv_bias` on as the scale of the feature-space attention: 1 where it is
  /// true, and as usual where it is not.
  public static func withDetails(
    of spec: BackboneSpec, in shapes: CheckpointShapes, hints: CheckpointHints
  ) -> BackboneSpec {
    var spec = CheckpointDetails(spec, in: shapes, hints: hints).spec
    spec.changeSublayers(FeatureSpaceLocalAttentionSpec.self) { layer in
      guard !layer.hasBias else { return }
      layer.scale = 1 / Float(layer.width / layer.heads).squareRoot()
    }
    return spec
  }
}
