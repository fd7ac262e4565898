/// A folder that somebody names instead of a file: what `save_pretrained` wrote, a snapshot of the
/// Hugging Face cache, or a whole repository in it.
struct CheckpointFolder {
  let path: String

  /// The path of the checkpoint in the folder.
  ///
  /// Of files with names of their own there may be one only: nobody can tell which of several is
  /// meant.
  ///
  /// - Throws: ``CheckpointError`` where there is none, or none that can be told from the others.
  func checkpoint() throws(CheckpointError) -> String {
    let folder = snapshotOfRepository ?? withoutSlash
    let names = PathStatus.names(in: folder)
    let candidates = names.filter(CheckpointChoice.isCandidate)
    guard let name = CheckpointChoice.published(in: names) ?? candidates.first else {
      throw CheckpointError(
        "\(folder.printable) is a folder without a checkpoint: \(listed(names)), where "
          + "model.safetensors or pytorch_model.bin was expected")
    }
    guard CheckpointChoice.published(in: names) != nil || candidates.count == 1 else {
      throw CheckpointError(
        "\(folder.printable) is a folder of several checkpoints: name one of them; "
          + listed(candidates))
    }
    let file = "\(folder)/\(name)"
    guard case .file = PathStatus(of: file) else {
      throw CheckpointError("\(file.printable) links to a file that is gone")
    }
    return file
  }

  private var withoutSlash: String {
    let slashes = path.reversed().prefix { $0 == "/" }.count
    return slashes == path.count ? path : String(path.dropLast(slashes))
  }

  /// The snapshot of the main branch, where the folder is a repository of the Hugging Face cache.
  private var snapshotOfRepository: String? {
    let repository = HuggingFaceRepository(folder: withoutSlash)
    guard let snapshot = repository.commit(of: "main").map(repository.snapshot),
      PathStatus(of: snapshot) == .folder
    else { return nil }
    return snapshot
  }
}
