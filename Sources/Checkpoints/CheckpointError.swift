/// Why a checkpoint file cannot be read: one sentence that names what was found and expected.
public struct CheckpointError: Error, Equatable, CustomStringConvertible {
  public let description: String

  public init(_ description: String) { self.description = description }

  static func missingTensor(_ name: String, in file: String) -> CheckpointError {
    CheckpointError("\(file) has no tensor \(name.quoted)")
  }
}
