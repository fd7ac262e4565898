/// Where checkpoints are on this machine; the network is never asked.
public struct CheckpointLocations: Sendable {
  public let huggingFace: HuggingFaceCache
  public let torchHub: TorchHubCache

  /// Finds the caches; nothing is read or made.
  ///
  /// - Parameters:
  ///   - environment: The environment variables of the process.
  ///   - home: The person's home folder.
  public init(environment: [String: String], home: String) {
    huggingFace = HuggingFaceCache(environment: environment, home: home)
    torchHub = TorchHubCache(environment: environment, home: home)
  }

  /// The path that somebody means by `hf:ORG/NAME[@REVISION]`, `torch:FILE`, a folder that
  /// `save_pretrained` wrote, or a path itself.
  ///
  /// - Throws: ``CheckpointError`` where a cache or a folder does not have it. Whether a path exists
  ///   is not asked.
  public func path(of argument: String) throws(CheckpointError) -> String {
    if argument.hasPrefix("hf:") { return try huggingFace.path(of: String(argument.dropFirst(3))) }
    if argument.hasPrefix("torch:") { return try torchHub.path(of: String(argument.dropFirst(6))) }
    guard PathStatus(of: argument) == .folder else { return argument }
    return try CheckpointFolder(path: argument).checkpoint()
  }

  /// What in the caches may be a checkpoint; only names and sizes are looked at.
  public func found() -> [FoundCheckpoint] { huggingFace.found() + torchHub.found() }
}
