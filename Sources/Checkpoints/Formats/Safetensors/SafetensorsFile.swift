public import Tensors

/// A safetensors file: a header of JSON, then the elements of all tensors.
///
/// Opening reads and checks the header; the elements are read when they are asked for. See
/// <https://github.com/huggingface/safetensors>. Duplicate keys, which the reference reader lets
/// pass, are refused as its specification demands.
public struct SafetensorsFile: TensorFile {
  public let tensors: [TensorDescription]
  public let metadata: [String: String]
  private let file: ReadableFile
  private let ranges: [Range<Int>]
  private let indices: [String: Int]

  public var format: String { "safetensors" }

  public var paths: [String] { [file.path] }

  /// Opens a file and checks its header.
  ///
  /// - Throws: ``CheckpointError`` where the file is no valid safetensors file.
  public init(path: String) throws(CheckpointError) {
    try self.init(ReadableFile(path: path))
  }

  init(_ file: ReadableFile) throws(CheckpointError) {
    let layout = try SafetensorsLayout(of: file)
    self.file = file
    tensors = layout.tensors
    metadata = layout.metadata
    ranges = layout.ranges
    indices = Dictionary(
      uniqueKeysWithValues: zip(layout.tensors.map(\.name), layout.tensors.indices))
  }

  public func description(of name: String) -> TensorDescription? {
    indices[name].map { tensors[$0] }
  }

  public func tensor(named name: String) throws(CheckpointError) -> Tensor {
    let index = try indexOfFloats(named: name)
    return Tensor(
      try read(0..<tensors[index].shape.count, ofTensor: index), shape: tensors[index].shape)
  }

  public func rows(named name: String) throws(CheckpointError) -> TensorRows {
    let index = try indexOfFloats(named: name)
    return TensorRows(shape: tensors[index].shape) { elements throws(CheckpointError) in
      try read(elements, ofTensor: index)
    }
  }

  public func integers(named name: String) throws(CheckpointError) -> [Int] {
    let index = try index(of: name)
    let description = tensors[index]
    try description.requireIntegers(in: file.name)
    var source = FileBytes(file: file, offset: ranges[index].lowerBound)
    return try source.readIntegers(description.shape.count, of: description.dtype)
  }

  /// The place of a tensor whose elements can be read as floats.
  private func indexOfFloats(named name: String) throws(CheckpointError) -> Int {
    let index = try index(of: name)
    try tensors[index].requireFloats(in: file.name)
    return index
  }

  private func read(
    _ elements: Range<Int>, ofTensor index: Int
  ) throws(CheckpointError) -> [Float] {
    let dtype = tensors[index].dtype
    let start = ranges[index].lowerBound + elements.lowerBound * (dtype.bitWidth / 8)
    var source = FileBytes(file: file, offset: start)
    return try source.readFloats(elements.count, of: dtype)
  }

  private func index(of name: String) throws(CheckpointError) -> Int {
    guard let index = indices[name] else { throw .missingTensor(name, in: file.name) }
    return index
  }
}
