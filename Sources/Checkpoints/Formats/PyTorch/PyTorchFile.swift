internal import Tensors

/// What `torch.save` wrote, of either format.
///
/// The pickle in it says which tensors there are; it is read without running anything
/// (``PickleMachine``). Their elements are read when they are asked for.
struct PyTorchFile: TensorFile {
  let format: String
  let paths: [String]
  let tensors: [TensorDescription]
  let opaque: [String]
  let ranCodeWarning: String?
  private let name: String
  private let storages: any TorchStorages
  private let views: [String: TorchTensor]

  /// - Throws: ``CheckpointError`` where the pickle holds no tensors, or they are not in the file.
  init(
    format: String, file: ReadableFile, root: PickleValue, machine: PickleMachine,
    storages: any TorchStorages
  ) throws(CheckpointError) {
    let running = machine.globals.filter(\.runsCode).map(\.description).sorted()
      .prefix(4).joined(separator: ", ").printable
    let dictionary: StateDictionary
    do throws(CheckpointError) {
      dictionary = try StateDictionary(of: root, in: machine, file: file.name)
    } catch {
      if running.isEmpty { throw error }
      throw CheckpointError(
        "\(file.name) holds no model that can be read, and tried to run code; nothing was run "
          + "(\(running))")
    }
    var checked: Set<String> = []
    for (_, tensor) in dictionary.tensors {
      // The same key may come with another type or length, which is checked anew.
      let storage = tensor.storage
      if checked.insert("\(storage.key) \(storage.elementType) \(storage.count)").inserted {
        try storages.check(storage)
      }
    }
    self.format = format
    name = file.name
    paths = [file.path]
    self.storages = storages
    views = Dictionary(
      uniqueKeysWithValues: dictionary.tensors.map { ($0.name, $0.tensor) })
    tensors = dictionary.tensors.map {
      TensorDescription(name: $0.name, dtype: $0.tensor.dtype, shape: Shape($0.tensor.extents))
    }
    opaque = machine.globals.filter { !$0.isUnderstood }.map(\.description).sorted()
    ranCodeWarning =
      running.isEmpty ? nil : "this file tried to run code; nothing was run (\(running))"
  }

  func description(of name: String) -> TensorDescription? {
    views[name].map { TensorDescription(name: name, dtype: $0.dtype, shape: Shape($0.extents)) }
  }

  func tensor(named name: String) throws(CheckpointError) -> Tensor {
    guard let view = views[name] else { throw .missingTensor(name, in: self.name) }
    let shape = Shape(view.extents)
    try TensorDescription(name: name, dtype: view.dtype, shape: shape).requireFloats(in: self.name)
    guard view.span > 0 else { return Tensor([], shape: shape) }
    return Tensor(view.gather(try storages.floats(spannedBy: view)), shape: shape)
  }

  func integers(named name: String) throws(CheckpointError) -> [Int] {
    guard let view = views[name] else { throw .missingTensor(name, in: self.name) }
    try TensorDescription(name: name, dtype: view.dtype, shape: Shape(view.extents))
      .requireIntegers(in: self.name)
    guard view.span > 0 else { return [] }
    return view.gather(try storages.integers(spannedBy: view))
  }
}

/// Where the elements of a PyTorch file are.
protocol TorchStorages: Sendable {
  /// Demands that a storage is in the file, as long as it claims to be.
  func check(_ storage: TorchStorage) throws(CheckpointError)

  /// Reads the elements from the first to the last that a view shows.
  ///
  /// - Precondition: The view's storage passed ``check(_:)``, and its type can be read as floats.
  func floats(spannedBy view: TorchTensor) throws(CheckpointError) -> [Float]

  /// Reads the elements from the first to the last that a view shows.
  ///
  /// - Precondition: The view's storage passed ``check(_:)``, and its type can be read as integers.
  func integers(spannedBy view: TorchTensor) throws(CheckpointError) -> [Int]
}

extension TorchTensor {
  /// Where in its storage the first element lies, in bytes.
  var byteOffset: Int { offset * (dtype.bitWidth / 8) }
}
