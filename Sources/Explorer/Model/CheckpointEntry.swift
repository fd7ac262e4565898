/// A checkpoint on this machine, as lists show it.
public struct CheckpointEntry: Equatable, Sendable {
  /// What names it after `--weights`: `hf:ORG/NAME`, `torch:FILE`.
  public var name: String
  public var bytes: Int
  /// The variant that it holds; nothing where it holds none.
  public var variant: String?
  /// Why it cannot be run, in one sentence; nothing where it can.
  public var objection: String?

  public init(name: String, bytes: Int, variant: String?, objection: String?) {
    self.name = name
    self.bytes = bytes
    self.variant = variant
    self.objection = objection
  }
}
