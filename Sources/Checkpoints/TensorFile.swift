public import Tensors

/// A file that holds tensors by name, whatever its format.
///
/// The tensors are listed when the file is opened, and read one by one when they are asked for.
public protocol TensorFile: Sendable {
  /// What kind of file it is, for people: `safetensors`, `PyTorch zip`.
  var format: String { get }

  /// The files that the tensors lie in: one, or each shard.
  var paths: [String] { get }

  /// What the file holds, in its own order. Names may contain any character.
  var tensors: [TensorDescription] { get }

  /// Remarks of the writer, such as `format: pt`. Keys and values may contain any character.
  var metadata: [String: String] { get }

  /// Names of Python classes and functions in the file that mean nothing here, such as
  /// `argparse.Namespace`; they may contain any character.
  var opaque: [String] { get }

  /// What to tell people when the file names something that runs code; nothing where it does not.
  var ranCodeWarning: String? { get }

  /// What the file says about one tensor, or nothing where there is none of that name.
  func description(of name: String) -> TensorDescription?

  /// Reads one tensor and turns its elements into floats.
  ///
  /// F16 and BF16 become floats exactly; F64 is rounded to the nearest float.
  ///
  /// - Throws: ``CheckpointError`` where there is no tensor of that name, its elements are no
  ///   floating-point numbers, or the file cannot be read.
  func tensor(named name: String) throws(CheckpointError) -> Tensor

  /// Opens one tensor of at least one extent, to be read as floats a few rows at a time.
  ///
  /// A file that has its elements one after another reads no more of it than that.
  ///
  /// - Throws: ``CheckpointError`` as ``tensor(named:)`` does; where elements are read later, then.
  func rows(named name: String) throws(CheckpointError) -> TensorRows

  /// Reads the elements of one tensor of integers, I64 or I32.
  ///
  /// - Throws: ``CheckpointError`` where there is no tensor of that name, its elements are no such
  ///   integers, or the file cannot be read.
  func integers(named name: String) throws(CheckpointError) -> [Int]
}

extension TensorFile {
  public var metadata: [String: String] { [:] }

  public var opaque: [String] { [] }

  public var ranCodeWarning: String? { nil }

  public func rows(named name: String) throws(CheckpointError) -> TensorRows {
    TensorRows(of: try tensor(named: name))
  }

  public func contains(_ name: String) -> Bool { description(of: name) != nil }

  public func shape(of name: String) -> Shape? { description(of: name)?.shape }
}

/// What a file says about one tensor.
public struct TensorDescription: Hashable, Sendable {
  /// As in the file, with any character.
  public let name: String
  public let dtype: DType
  public let shape: Shape

  public init(name: String, dtype: DType, shape: Shape) {
    self.name = name
    self.dtype = dtype
    self.shape = shape
  }
}

extension TensorDescription {
  /// The most elements that are read into memory at once.
  private static let mostElements = 1 << 32

  /// Demands elements that can be read as floats.
  func requireFloats(in file: String) throws(CheckpointError) {
    guard dtype.isReadableAsFloat else {
      throw CheckpointError(
        "\(file): tensor \(name.quoted) is of \(dtype), not of F32, F16, BF16 or F64")
    }
    try requireFitting(in: file)
  }

  /// Demands elements that can be read as integers.
  func requireIntegers(in file: String) throws(CheckpointError) {
    guard dtype.isReadableAsInteger else {
      throw CheckpointError("\(file): tensor \(name.quoted) is of \(dtype), not of I64 or I32")
    }
    try requireFitting(in: file)
  }

  private func requireFitting(in file: String) throws(CheckpointError) {
    guard shape.count <= Self.mostElements else {
      throw CheckpointError(
        "\(file): tensor \(name.quoted) has \(shape.count) elements, more than the "
          + "\(Self.mostElements) that can be read")
    }
  }
}
