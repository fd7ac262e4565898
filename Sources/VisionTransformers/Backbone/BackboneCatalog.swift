/// Every family of backbones, one line each, and their variants by name.
public enum BackboneCatalog {
  public static let families: [any BackboneFamily.Type] = [
    PaleTransformer.self,
    SwinTransformer.self,
    CSWinTransformer.self,
    BOATSwinTransformer.self,
    BOATCSWinTransformer.self,
    VisionTransformer.self,
    PyramidVisionTransformer.self,
    MessengerTransformer.self,
    ShuffleTransformer.self,
    AxialDeepLab.self,
    DeformableAttentionTransformer.self,
  ]

  /// The names of all variants, such as `pale-t`.
  public static var names: [String] { families.flatMap { $0.variantNames } }

  /// What a variant is made of.
  ///
  /// - Parameters:
  ///   - name: Such as `swin-t`.
  ///   - input: Height and width of the picture; `nil` for the variant's own.
  /// - Returns: The spec.
  /// - Throws: ``ModelError`` where there is no such variant, or it does not take such a picture.
  public static func spec(
    named name: String, input: PixelSize? = nil
  ) throws(ModelError) -> BackboneSpec {
    guard let family = families.first(where: { $0.variantNames.contains(name) }) else {
      throw .unknown(kind: "model", name: name, known: names)
    }
    return try family.spec(named: name, input: input)
  }
}

/// A family of backbones: its variants, its paper, and the published names of its parameters.
///
/// To add a backbone, write one file in `Families/` and name it in ``BackboneCatalog``.
public protocol BackboneFamily: Sendable {
  /// The family's name, such as `swin`.
  static var name: String { get }
  static var paper: Paper { get }
  static var variantNames: [String] { get }

  /// What a variant is made of, for a picture of one size.
  ///
  /// - Throws: ``ModelError`` where the variant does not take such a picture.
  static func spec(named name: String, input: PixelSize?) throws(ModelError) -> BackboneSpec
}
