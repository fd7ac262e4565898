/// Where Hugging Face's libraries keep the models that they downloaded.
///
/// A model's repository `ORG/NAME` is the folder `models--ORG--NAME`: `refs` maps branches and tags to
/// commits, `snapshots` has a folder for each commit, with links to the files in `blobs`.
public struct HuggingFaceCache: Sendable {
  /// `$HF_HUB_CACHE`, else `$HUGGINGFACE_HUB_CACHE`, else `$HF_HOME/hub`; `HF_HOME` is
  /// `$XDG_CACHE_HOME/huggingface`, else `~/.cache/huggingface`, where it is not set.
  public let root: String

  /// Finds the cache; nothing is read or made.
  ///
  /// - Parameters:
  ///   - environment: The environment variables of the process. `~` and variables in their values
  ///     are expanded.
  ///   - home: The person's home folder.
  public init(environment: [String: String], home: String) {
    let environment = CacheEnvironment(variables: environment, home: home)
    let huggingFaceHome = environment["HF_HOME"] ?? environment.cacheHome + "/huggingface"
    let root =
      environment["HF_HUB_CACHE"] ?? environment["HUGGINGFACE_HUB_CACHE"] ?? huggingFaceHome
      + "/hub"
    self.root = environment.expandingVariables(environment.expandingHome(root))
  }

  /// The path of the checkpoint that `ORG/NAME` or `ORG/NAME@REVISION` means.
  ///
  /// A revision is a branch, a tag, or a commit; `main` where none is given. No other revision is
  /// taken where that one is missing.
  ///
  /// - Throws: ``CheckpointError`` where it is not in the cache; the sentence says how far it is.
  public func path(of reference: String) throws(CheckpointError) -> String {
    let parts = reference.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    let repository = String(parts[0])
    let revision = parts.count > 1 ? String(parts[1]) : "main"
    let folder = try snapshot(of: repository, revision: revision)
    let names = PathStatus.names(in: folder)
    guard let name = CheckpointChoice.best(of: names) else {
      throw CheckpointError(
        "hf:\(reference.printable) has no checkpoint in \(folder.printable): \(listed(names))"
          + self.repository(repository).unfinishedDownloads)
    }
    let path = "\(folder)/\(name)"
    guard case .file = PathStatus(of: path) else {
      throw CheckpointError(
        "\(path.printable) links to a file that is gone: download hf:\(repository.printable) again"
          + self.repository(repository).unfinishedDownloads)
    }
    return path
  }

  /// The folder of a revision's files.
  ///
  /// - Throws: ``CheckpointError`` where the repository or that revision of it is not in the cache.
  public func snapshot(
    of repository: String, revision: String = "main"
  ) throws(CheckpointError) -> String {
    let subject = "hf:\(repository.printable)"
    guard isRepository(repository), isRevision(revision) else {
      throw CheckpointError(
        "\(subject)@\(revision.printable) is not of the form hf:ORG/NAME or hf:ORG/NAME@REVISION")
    }
    let cached = self.repository(repository)
    guard PathStatus(of: cached.folder) == .folder else {
      throw CheckpointError(
        "\(subject) is not in the Hugging Face cache, \(root.printable), and nothing is downloaded")
    }
    let commit = cached.commit(of: revision) ?? revision
    let snapshot = cached.snapshot(commit)
    guard PathStatus(of: snapshot) == .folder else {
      let meaning = commit == revision ? "" : ", which is commit \(commit.printable),"
      throw CheckpointError(
        "\(subject) has no revision \(revision.quoted)\(meaning) in the cache: "
          + listed(cached.revisions.map(\.name)))
    }
    return snapshot
  }

  /// The checkpoints in the cache, one for each revision; of files, only `refs` are opened.
  public func found() -> [FoundCheckpoint] {
    PathStatus.names(in: root).filter { $0.hasPrefix("models--") }.flatMap(found(in:))
  }

  private func found(in name: String) -> [FoundCheckpoint] {
    let repository = name.dropFirst("models--".count).replacing("--", with: "/")
    let cached = HuggingFaceRepository(folder: "\(root)/\(name)")
    return cached.revisions.compactMap { revision in
      let snapshot = cached.snapshot(revision.commit)
      guard let file = CheckpointChoice.best(of: PathStatus.names(in: snapshot)),
        let bytes = CheckpointChoice.bytes(of: file, in: snapshot)
      else { return nil }
      let suffix = revision.name == "main" ? "" : "@\(revision.name)"
      return FoundCheckpoint(
        path: "\(snapshot)/\(file)", origin: .huggingFace, name: "hf:\(repository)\(suffix)",
        bytes: bytes)
    }
  }

  private func repository(_ name: String) -> HuggingFaceRepository {
    HuggingFaceRepository(folder: "\(root)/models--\(name.replacing("/", with: "--"))")
  }
}

private func isRepository(_ repository: String) -> Bool {
  let parts = repository.split(separator: "/", omittingEmptySubsequences: false)
  return (1...2).contains(parts.count) && parts.allSatisfy(isFileName)
}

private func isRevision(_ revision: String) -> Bool {
  revision.split(separator: "/", omittingEmptySubsequences: false).allSatisfy(isFileName)
}
