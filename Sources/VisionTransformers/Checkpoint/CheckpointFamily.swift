public import Checkpoints

/// A family whose models can be read off the shapes of a checkpoint's tensors.
public protocol CheckpointFamily: BackboneFamily {
  /// How files name the family's parameters; the first that fits is taken.
  static var dialects: [NameDialect] { get }

  /// Whether the tensors are those of this family, under one of its dialects.
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
}

/// What the shapes of a checkpoint's tensors do not tell, where somebody says it.
public struct CheckpointHints: Hashable, Sendable {
  /// Heads of each stage, as the command line has them.
  public var heads: [Int]?
  /// The size of the input.
  public var input: PixelSize?

  public init(heads: [Int]? = nil, input: PixelSize? = nil) {
    self.heads = heads
    self.input = input
  }

  /// The heads of each stage: what was said, else those of a known variant.
  ///
  /// - Parameters:
  ///   - known: The heads of the variant with the same widths and depths.
  ///   - widths: Channels of each stage.
  /// - Returns: One number for each stage.
  /// - Throws: ``CheckpointError`` where nobody tells them, or they do not divide the widths.
  func heads(known: [Int]?, widths: [Int]) throws(CheckpointError) -> [Int] {
    guard let heads = heads ?? known else {
      throw CheckpointError(
        "no tensor tells how many heads there are, and no known model has these sizes: "
          + "say it with --heads, one number for each of the \(widths.count) stages")
    }
    guard heads.count == widths.count else {
      throw CheckpointError(
        "--heads has \(heads.count) numbers, and the model has \(widths.count) stages")
    }
    for (heads, width) in zip(heads, widths) where heads < 1 || width % heads != 0 {
      throw CheckpointError("\(width) channels cannot be shared by \(heads) heads")
    }
    return heads
  }
}
