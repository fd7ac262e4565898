/// A file on this machine that may be a checkpoint.
public struct FoundCheckpoint: Hashable, Sendable {
  /// Which cache a checkpoint is in.
  public enum Origin: String, Hashable, Sendable {
    case huggingFace = "Hugging Face cache"
    case torchHub = "torch hub cache"
  }

  /// For ``CheckpointFile/open(path:)``.
  public let path: String
  public let origin: Origin
  /// What people type to mean it, such as `hf:timm/swin_tiny_patch4_window7_224.ms_in1k`; may hold
  /// any character.
  public let name: String
  /// Bytes of the file, or of all files that an index names.
  public let bytes: Int

  public init(path: String, origin: Origin, name: String, bytes: Int) {
    self.path = path
    self.origin = origin
    self.name = name
    self.bytes = bytes
  }
}
