/// Opens checkpoints of every format, by what is in them and not by how they are called.
public enum CheckpointFile {
  /// Opens a checkpoint: safetensors, an index of several such files, or what `torch.save` wrote.
  ///
  /// Nothing in the file is run. Names lose a leading `module.` and `_orig_mod.`, which wrappers of
  /// PyTorch put there.
  ///
  /// - Throws: ``CheckpointError`` where the file cannot be read or is no checkpoint; then the
  ///   sentence says what it looks like.
  public static func open(path: String) throws(CheckpointError) -> any TensorFile {
    let file = try ReadableFile(path: path)
    let opened: any TensorFile
    if try FileSignature(of: file) == .shardIndex {
      opened = try ShardedTensorFile(index: file) { (shard) throws(CheckpointError) in
        try openSingle(ReadableFile(path: shard))
      }
    } else {
      opened = try openSingle(file)
    }
    guard opened.tensors.contains(where: { UnwrappedNames.hasPrefix($0.name) }) else {
      return opened
    }
    return try UnwrappedNames(opened, path: path)
  }

  private static func openSingle(_ file: ReadableFile) throws(CheckpointError) -> any TensorFile {
    switch try FileSignature(of: file) {
    case .safetensors: return try SafetensorsFile(file)
    case .zip: return try PyTorchZip.open(file)
    case .pyTorchLegacy: return try PyTorchLegacy.open(file)
    case .shardIndex: throw CheckpointError("\(file.name) is JSON, where tensors were expected")
    case .foreign(let meaning): throw CheckpointError("\(file.name) \(meaning)")
    }
  }
}
