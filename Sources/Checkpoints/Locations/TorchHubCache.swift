/// Where `torch.hub` and torchvision keep the checkpoints that they downloaded.
public struct TorchHubCache: Sendable {
  /// `$TORCH_HOME/hub/checkpoints`; `TORCH_HOME` is `$XDG_CACHE_HOME/torch`, else `~/.cache/torch`,
  /// where it is not set.
  public let root: String

  /// Finds the cache; nothing is read or made.
  ///
  /// - Parameters:
  ///   - environment: The environment variables of the process.
  ///   - home: The person's home folder.
  public init(environment: [String: String], home: String) {
    let environment = CacheEnvironment(variables: environment, home: home)
    let torchHome = environment["TORCH_HOME"] ?? environment.cacheHome + "/torch"
    root = environment.expandingHome(torchHome) + "/hub/checkpoints"
  }

  /// The path of a file in the cache.
  ///
  /// - Throws: ``CheckpointError`` where there is none of that name; the sentence lists what there is.
  public func path(of name: String) throws(CheckpointError) -> String {
    let path = "\(root)/\(name)"
    guard !name.contains("/"), case .file = PathStatus(of: path) else {
      throw CheckpointError(
        "\("torch:\(name)".printable) is not in \(root.printable): "
          + listed(PathStatus.names(in: root).filter(CheckpointChoice.isCandidate)))
    }
    return path
  }

  /// What in the cache is called like a checkpoint; no file is opened.
  public func found() -> [FoundCheckpoint] {
    PathStatus.names(in: root).filter(CheckpointChoice.isCandidate).compactMap { name in
      CheckpointChoice.bytes(of: name, in: root).map { bytes in
        FoundCheckpoint(
          path: "\(root)/\(name)", origin: .torchHub, name: "torch:\(name)", bytes: bytes)
      }
    }
  }
}

/// A sentence's end about which names there are instead.
func listed(_ names: [String]) -> String {
  guard !names.isEmpty else { return "there is nothing" }
  let shown = names.prefix(8).map(\.printable).joined(separator: ", ")
  return "there is \(shown)" + (names.count > 8 ? ", and \(names.count - 8) more" : "")
}
