public import Checkpoints
public import Tensors

/// What a checkpoint holds, against what its model asks for, under the names in the file.
public struct CheckpointReport: Sendable {
  /// A tensor whose shape in the file is not what the model takes, or whose elements are no floats.
  public struct Mismatch: Hashable, Sendable, CustomStringConvertible {
    public var name: String
    public var expected: Shape
    public var found: Shape
    /// The type of the elements, where they cannot be read as floats.
    public var unreadable: DType?

    public var description: String {
      if let unreadable, expected == found {
        return "\(name) is of \(unreadable), expected F32, F16, BF16 or F64"
      }
      return "\(name) is \(found), expected \(expected)"
    }
  }

  /// How many tensors of the file the model takes.
  public private(set) var matched = 0
  /// Tensors that the model asks for and the file does not have.
  public private(set) var missing: [String] = []
  public private(set) var mismatched: [Mismatch] = []
  /// Tensors that the model does not ask for, known buffers left out.
  public private(set) var leftOver: [String] = []
  /// Those of ``leftOver`` that belong to a part of the network which is not built here: a model
  /// without them would give other answers.
  public private(set) var foreign: [String] = []
  /// Tensors that follow from the geometry, or count: index tables, masks, counters.
  public private(set) var bufferNames: [String] = []
  /// How many of those there are.
  public var buffers: Int { bufferNames.count }

  /// Whether the file's model can be made: nothing is missing, of another shape, or foreign.
  public var isComplete: Bool { missing.isEmpty && mismatched.isEmpty && foreign.isEmpty }

  /// How far the file is from the model: tensors that are missing, of another shape, or left over.
  var misfits: Int { missing.count + mismatched.count + leftOver.count }

  /// Compares a file with a model.
  ///
  /// - Parameters:
  ///   - shapes: The file, under a dialect.
  ///   - parameters: What the model asks for.
  ///   - partsNotBuilt: Parts of names of what is not built here.
  init(
    _ shapes: CheckpointShapes, against parameters: [ParameterShape], partsNotBuilt: [String]
  ) {
    var taken: Set<String> = []
    for parameter in parameters {
      let names = shapes.dialect.names(of: parameter.name)
      let expected = parameter.shape.piece(of: names.count)
      for name in names where taken.insert(name).inserted {
        guard let found = shapes.file.description(of: name) else {
          missing.append(name)
          continue
        }
        let isReadable = found.dtype.isReadableAsFloat
        if found.shape == expected, isReadable {
          matched += 1
        } else {
          mismatched.append(
            Mismatch(
              name: name, expected: expected, found: found.shape,
              unreadable: isReadable ? nil : found.dtype))
        }
      }
    }
    let rest = shapes.file.tensors.map(\.name).filter { !taken.contains($0) }
    leftOver = rest.filter { !Self.isBuffer($0) }
    bufferNames = rest.filter(Self.isBuffer)
    let series = Set(taken.flatMap(\.series))
    foreign = leftOver.filter { name in
      name.split(separator: ".").contains { partsNotBuilt.contains(String($0)) }
        || name.series.contains(where: series.contains)
    }
  }

  /// Buffers that PyTorch saves and that follow from the geometry, and counters of operations that
  /// profilers leave behind.
  private static func isBuffer(_ name: String) -> Bool {
    [
      "relative_position_index", "attn_mask", "num_batches_tracked", "flatten_index",
      "rel_pos_msg_index", "total_ops", "total_params",
    ].contains { name.hasSuffix($0) }
  }
}

extension Shape {
  /// The shape of one of several pieces of the same size, put together row by row.
  fileprivate func piece(of count: Int) -> Shape {
    guard count > 1, let rows = extents.first else { return self }
    return Shape([rows / count] + extents.dropFirst())
  }
}

extension String {
  /// The numbered series of layers that a tensor lies in: `layers` and `layers.0.blocks` for
  /// `layers.0.blocks.1.norm1.weight`.
  fileprivate var series: [String] {
    let parts = split(separator: ".")
    return parts.indices.filter { $0 > 0 && Int(parts[$0]) != nil }.map {
      parts[..<$0].joined(separator: ".")
    }
  }
}
