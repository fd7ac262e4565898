internal import Tensors

/// A checkpoint whose names lack the prefixes that wrappers of PyTorch put before them.
///
/// `DistributedDataParallel` puts `module.` before every name, `torch.compile` puts `_orig_mod.`.
struct UnwrappedNames: TensorFile {
  let tensors: [TensorDescription]
  private let file: any TensorFile
  /// For sentences.
  private let path: String
  /// The file's own description of each tensor, by its name without prefix.
  private let originals: [String: TensorDescription]

  var format: String { file.format }
  var paths: [String] { file.paths }
  var metadata: [String: String] { file.metadata }
  var opaque: [String] { file.opaque }
  var ranCodeWarning: String? { file.ranCodeWarning }

  /// Wraps a file; the path is for sentences.
  ///
  /// - Throws: ``CheckpointError`` where two names differ by their prefixes alone.
  init(_ file: any TensorFile, path: String) throws(CheckpointError) {
    var originals: [String: TensorDescription] = [:]
    var tensors: [TensorDescription] = []
    for tensor in file.tensors {
      let name = Self.unwrapped(tensor.name)
      if let other = originals.updateValue(tensor, forKey: name) {
        throw CheckpointError(
          "\(path.printable): tensors \(other.name.quoted) and \(tensor.name.quoted) are both "
            + "\(name.quoted) without their prefixes")
      }
      tensors.append(TensorDescription(name: name, dtype: tensor.dtype, shape: tensor.shape))
    }
    self.file = file
    self.path = path.printable
    self.tensors = tensors
    self.originals = originals
  }

  /// Whether a name has a prefix that this takes away.
  static func hasPrefix(_ name: String) -> Bool { unwrapped(name) != name }

  /// The name without `module.` and `_orig_mod.`, each once and in either order.
  private static func unwrapped(_ name: String) -> String {
    let wrappers = ["module.", "_orig_mod."]
    guard let first = wrappers.first(where: name.hasPrefix) else { return name }
    let rest = name.dropFirst(first.count)
    guard let second = wrappers.first(where: { $0 != first && rest.hasPrefix($0) }) else {
      return String(rest)
    }
    return String(rest.dropFirst(second.count))
  }

  func description(of name: String) -> TensorDescription? {
    originals[name].map { TensorDescription(name: name, dtype: $0.dtype, shape: $0.shape) }
  }

  func tensor(named name: String) throws(CheckpointError) -> Tensor {
    try file.tensor(named: original(of: name))
  }

  func rows(named name: String) throws(CheckpointError) -> TensorRows {
    try file.rows(named: original(of: name))
  }

  func integers(named name: String) throws(CheckpointError) -> [Int] {
    try file.integers(named: original(of: name))
  }

  private func original(of name: String) throws(CheckpointError) -> String {
    guard let original = originals[name]?.name else { throw .missingTensor(name, in: path) }
    return original
  }
}
