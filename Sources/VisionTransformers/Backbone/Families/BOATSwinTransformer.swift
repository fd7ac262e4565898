/// BOAT-Swin: Swin whose blocks with shifted windows also attend in feature space.
///
/// Parameter names are those of the authors' code. Stages whose grid is no larger than a window
/// have no shifted windows, and so no feature-space attention.
public enum BOATSwinTransformer: BackboneFamily {
  public static let name = "boat-swin"
  public static let paper = FeatureSpaceAttention.paper

  /// Swin's, but for the largest.
  public static let variants: [(name: String, host: SwinTransformer.Configuration)] =
    SwinTransformer.variants.filter { $0.name != "swin-l" }
    .map { ("boat-\($0.name)", $0.configuration) }

  public static var variantNames: [String] { variants.map(\.name) }

  public static func spec(named name: String, input: PixelSize?) throws(ModelError) -> BackboneSpec
  {
    guard let variant = variants.first(where: { $0.name == name }) else {
      throw .unknown(kind: "BOAT-Swin", name: name, known: variantNames)
    }
    return try (input ?? PixelSize(square: 224)).spec(of: name) { size throws(ModelError) in
      try spec(variant.host, name: name, input: size)
    }
  }

  /// What a BOAT-Swin of any width, depth and window is made of.
  ///
  /// - Parameters:
  ///   - host: The Swin that gets feature-space attention.
  ///   - name: The variant's name.
  ///   - input: Height and width of the picture.
  ///   - classes: How many logits.
  /// - Returns: The spec.
  /// - Throws: ``ModelError/notBalanced(tokens:clusterSize:nearestGrids:)`` where the tokens of a
  ///   stage do not halve into clusters of 49.
  public static func spec(
    _ host: SwinTransformer.Configuration, name: String, input: PixelSize, classes: Int = 1000
  ) throws(ModelError) -> BackboneSpec {
    var spec = SwinTransformer.spec(host, name: name, input: input, classes: classes)
    spec.family = self.name
    spec.paper = paper
    let bilateral = BilateralBlocks(norm: "norm4", layer: "attnC") {
      1 / Float($0).squareRoot()
    }
    try bilateral.add(to: &spec) { block, _ in
      block.attention.contains { $0.mechanism is ShiftedWindowAttention }
    }
    return spec
  }
}
