/// One repository's folder in the Hugging Face cache.
struct HuggingFaceRepository {
  let folder: String

  func snapshot(_ commit: String) -> String { "\(folder)/snapshots/\(commit)" }

  /// The snapshots there are: under the names that lead to them, else under their commits.
  var revisions: [(name: String, commit: String)] {
    let commits = PathStatus.names(in: "\(folder)/snapshots")
    let named = references(in: "\(folder)/refs", depth: 0).compactMap { name in
      commit(of: name).map { (name: name, commit: $0) }
    }
    .filter { commits.contains($0.commit) }
    let loose = commits.filter { commit in !named.contains { $0.commit == commit } }
    return named + loose.map { (name: $0, commit: $0) }
  }

  /// The names of files in `refs`, where a slash in a name makes a folder.
  private func references(in folder: String, depth: Int) -> [String] {
    PathStatus.names(in: folder).flatMap { name -> [String] in
      switch PathStatus(of: "\(folder)/\(name)") {
      case .file: [name]
      case .folder where depth < 4:
        references(in: "\(folder)/\(name)", depth: depth + 1).map { "\(name)/\($0)" }
      default: []
      }
    }
  }

  /// The commit that a branch or tag leads to, or nothing where there is no such name.
  func commit(of revision: String) -> String? {
    guard let file = try? ReadableFile(path: "\(folder)/refs/\(revision)"), file.size <= 256,
      let bytes = try? file.bytes(at: 0, count: file.size)
    else { return nil }
    let commit = String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }
    return isFileName(commit) ? commit : nil
  }

  /// A sentence's end about downloads that were broken off, empty where there are none.
  var unfinishedDownloads: String {
    let blobs = PathStatus.names(in: "\(folder)/blobs")
    let count = blobs.count { $0.hasSuffix(".incomplete") }
    return count == 0 ? "" : "; \(count) of its downloads never finished"
  }
}

/// Whether a name stays in the folder that it is looked for in.
func isFileName(_ name: some StringProtocol) -> Bool {
  !name.isEmpty && name != "." && name != ".." && !name.contains("/") && !name.contains("\0")
}
