import Checkpoints
import Images
import VisionTransformers

/// A checkpoint in one of the caches, as `models --found` lists it.
struct FoundListing: Encodable {
  /// What to type after `--weights`.
  var name: String
  var path: String
  var bytes: Int
  var family: String?
  var variant: String?
  /// Whether its model can be run.
  var complete: Bool
  /// Why not, in one sentence.
  var reason: String?

  private enum CodingKeys: String, CodingKey {
    case name, path, bytes, family, variant, complete, reason
  }

  /// Reads the names and shapes of a checkpoint's tensors.
  init(_ found: FoundCheckpoint) {
    name = found.name
    path = found.path
    bytes = found.bytes
    do throws(CheckpointError) {
      let inspection = try CheckpointInspection(path: found.path)
      family = inspection.family
      variant = inspection.variant
      reason = inspection.objection
    } catch {
      reason = error.description
    }
    complete = reason == nil
  }

  func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(name, forKey: .name)
    try values.encode(path, forKey: .path)
    try values.encode(bytes, forKey: .bytes)
    try values.encode(family, forKey: .family)
    try values.encode(variant, forKey: .variant)
    try values.encode(complete, forKey: .complete)
    try values.encode(reason, forKey: .reason)
  }

  /// The checkpoint on one line, for people.
  var line: String {
    [
      name.padded(to: 56), Quantity.bytes(bytes).padded(to: 9, onTheLeft: true),
      " " + (reason ?? variant ?? "can be run"),
    ].joined(separator: " ").escapingControlCharacters
  }
}
