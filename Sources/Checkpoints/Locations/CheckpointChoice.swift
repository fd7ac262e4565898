/// Which of the files in a folder is the checkpoint.
enum CheckpointChoice {
  /// In timm's order, with the indices of sharded checkpoints after what they replace.
  private static let preferred = [
    "model.safetensors", "model.safetensors.index.json", "pytorch_model.bin",
    "pytorch_model.bin.index.json", "pytorch_model.pth", "model.pth",
    "open_clip_model.safetensors", "open_clip_pytorch_model.safetensors",
    "open_clip_pytorch_model.bin",
  ]
  private static let suffixes = [".safetensors", ".pth", ".pth.tar", ".bin", ".pt"]

  /// Whether a file is called like a checkpoint.
  static func isCandidate(_ name: String) -> Bool { suffixes.contains(where: name.hasSuffix) }

  /// The checkpoint among the names of a folder's files, where one of them is called as libraries
  /// call it.
  static func published(in names: [String]) -> String? { preferred.first(where: names.contains) }

  /// The checkpoint among the names of a folder's files, of several the one that timm would take.
  static func best(of names: [String]) -> String? {
    if let name = published(in: names) { return name }
    for suffix in suffixes {
      if let name = names.sorted().first(where: { $0.hasSuffix(suffix) }) { return name }
    }
    return nil
  }

  /// Bytes of a checkpoint, or of the files beside it where it is an index of them.
  static func bytes(of name: String, in folder: String) -> Int? {
    let index = ".index.json"
    guard name.hasSuffix(index) else { return fileBytes("\(folder)/\(name)") }
    let stem = name.dropLast(index.count)
    let suffix = stem.lastIndex(of: ".").map { stem[$0...] } ?? ""
    let shards = PathStatus.names(in: folder).filter { $0.hasSuffix(suffix) }
    return shards.compactMap { fileBytes("\(folder)/\($0)") }.reduce(0, +)
  }

  private static func fileBytes(_ path: String) -> Int? {
    guard case .file(let bytes) = PathStatus(of: path) else { return nil }
    return bytes
  }
}
