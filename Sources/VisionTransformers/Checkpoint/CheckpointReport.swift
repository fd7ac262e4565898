import Checkpoints
public import Tensors

/// What a checkpoint holds, against what its model asks for.
public struct CheckpointReport: Sendable {
  /// A parameter whose shape in the file is not the model's.
  public struct Mismatch: Hashable, Sendable {
    public var name: String
    public var expected: Shape
    public var found: Shape
  }

  /// How many parameters the file has in the right shape.
  public var matched: Int
  /// Parameters that the file does not have.
  public var missing: [String]
  public var mismatched: [Mismatch]
  /// Tensors that the model does not ask for, known buffers left out.
  public var leftOver: [String]
  /// How many tensors are buffers that follow from the geometry: index tables, masks, counters.
  public var buffers: Int

  /// Whether a model can be made of the file.
  public var isComplete: Bool { missing.isEmpty && mismatched.isEmpty }

  init(_ shapes: CheckpointShapes, against parameters: [ParameterShape]) {
    matched = 0
    missing = []
    mismatched = []
    var taken: Set<String> = []
    for parameter in parameters {
      taken.formUnion(shapes.dialect.names(of: parameter.name))
      switch shapes.shape(of: parameter.name) {
      case nil: missing.append(parameter.name)
      case parameter.shape?: matched += 1
      case let found?:
        mismatched.append(
          Mismatch(name: parameter.name, expected: parameter.shape, found: found))
      }
    }
    let rest = shapes.file.tensors.map(\.name).filter { !taken.contains($0) }
    leftOver = rest.filter { !Self.isBuffer($0) }
    buffers = rest.count - leftOver.count
  }

  private static func isBuffer(_ name: String) -> Bool {
    [
      "relative_position_index", "attn_mask", "num_batches_tracked", "flatten_index",
      "rel_pos_msg_index",
    ].contains { name.hasSuffix($0) }
  }
}
