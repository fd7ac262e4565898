/// BOAT-CSWin: CSWin whose every second block, from the first on, also attends in feature space.
///
/// Parameter names are those of the authors' code, and so is the scale of the feature-space attention:
/// 1, whatever the width of a head.
public enum BOATCSWinTransformer: BackboneFamily {
  public static let name = "boat-cswin"
  public static let paper = FeatureSpaceAttention.paper

  /// CSWin's, but for the largest.
  public static let variants: [(name: String, host: CSWinTransformer.Configuration)] =
    CSWinTransformer.variants.filter { $0.name != "cswin-l" }
    .map { ("boat-\($0.name)", $0.configuration) }

  public static var variantNames: [String] { variants.map(\.name) }

  public static func spec(named name: String, input: PixelSize?) throws(ModelError) -> BackboneSpec
  {
    guard let variant = variants.first(where: { $0.name == name }) else {
      throw .unknown(kind: "BOAT-CSWin", name: name, known: variantNames)
    }
    return try (input ?? PixelSize(square: 224)).spec(of: name) { size throws(ModelError) in
      try spec(variant.host, name: name, input: size)
    }
  }

  /// What a BOAT-CSWin of any width and depth is made of.
  ///
  /// - Parameters:
  ///   - host: The CSWin that gets feature-space attention.
  ///   - name: The variant's name.
  ///   - input: Height and width of the picture.
  ///   - classes: How many logits.
  ///   - loneCluster: What a stage of 49 tokens attends to. The authors' code, which needs pictures in
  ///     pairs there, computes ``FeatureSpaceAttention/LoneCluster/pairDuplicate`` for a picture that
  ///     is given twice.
  /// - Returns: The spec.
  /// - Throws: ``ModelError`` where a stage's grid does not divide into stripes, or its tokens do not
  ///   halve into clusters of 49.
  public static func spec(
    _ host: CSWinTransformer.Configuration, name: String, input: PixelSize, classes: Int = 1000,
    loneCluster: FeatureSpaceAttention.LoneCluster = .pairDuplicate
  ) throws(ModelError) -> BackboneSpec {
    var spec = try CSWinTransformer.spec(host, name: name, input: input, classes: classes)
    spec.family = self.name
    spec.paper = paper
    let bilateral = BilateralBlocks(
      mechanism: FeatureSpaceAttention(loneCluster: loneCluster), norm: "norm3",
      layer: "content_attn"
    ) { _ in 1 }
    try bilateral.add(to: &spec) { _, index in index % 2 == 0 }
    return spec
  }
}
