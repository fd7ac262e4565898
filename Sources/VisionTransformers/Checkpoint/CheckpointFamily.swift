public import Checkpoints

/// A family whose models can be read off the shapes of a checkpoint's tensors.
///
/// To read a family's files, write one file in `Dialects/` and name it in ``Checkpoint/families``.
public protocol CheckpointFamily: BackboneFamily {
  /// How files name the family's parameters, the official names unless told.
  static var dialects: [NameDialect] { get }

  /// Parts of names that stand for something which some models of the family have and which is not
  /// built here, so that a file with such tensors is another model.
  static var partsNotBuilt: [String] { get }

  /// Whether the tensors may be those of this family, under one of its dialects.
  ///
  /// It is asked of incomplete files too; of several families, the one is taken whose model fits the
  /// file best.
  static func recognizes(_ shapes: CheckpointShapes) -> Bool

  /// Reads the model off the tensors.
  ///
  /// - Parameters:
  ///   - shapes: The tensors.
  ///   - hints: What the shapes do not tell.
  /// - Returns: What the model is made of.
  /// - Throws: ``CheckpointError`` where the shapes make no model, or do not tell its heads.
  static func spec(
    readOff shapes: CheckpointShapes, hints: CheckpointHints
  ) throws(CheckpointError) -> BackboneSpec

  /// The model with what tensors and a configuration say of layers that every family has.
  static func withDetails(
    of spec: BackboneSpec, in shapes: CheckpointShapes, hints: CheckpointHints
  ) -> BackboneSpec
}

extension CheckpointFamily {
  public static var dialects: [NameDialect] { [.official] }

  public static var partsNotBuilt: [String] { [] }

  public static func withDetails(
    of spec: BackboneSpec, in shapes: CheckpointShapes, hints: CheckpointHints
  ) -> BackboneSpec {
    CheckpointDetails(spec, in: shapes, hints: hints).spec
  }

  /// The number of classes, which is that of ImageNet where a file has no classifier.
  static func classes(_ shapes: CheckpointShapes, head: String = "head") -> Int {
    shapes.extent(0, ofMost: ["\(head).weight", "\(head).bias"]) ?? 1000
  }

  /// The name of a variant, or a description of a model that is none.
  static func name(
    _ known: String?, width: Int, depths: [Int]
  ) -> String {
    known ?? "\(name) (width \(width), depths \(depths.listed))"
  }

  /// Makes a spec, where it may turn out that its geometry does not fit.
  static func reading(
    _ body: () throws(ModelError) -> BackboneSpec
  ) throws(CheckpointError) -> BackboneSpec {
    do throws(ModelError) { return try body() } catch {
      throw CheckpointError(error.description)
    }
  }
}
