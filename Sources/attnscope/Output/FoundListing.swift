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
  /// What it is, or why not, in a few words.
  private(set) var verdict: String

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
      verdict = Self.verdict(of: inspection)
    } catch {
      reason = error.description
      verdict = Self.withoutPath(error.description, found.path)
    }
    complete = reason == nil
  }

  private static func verdict(of inspection: CheckpointInspection) -> String {
    guard let objection = inspection.objection else { return inspection.variant ?? "can be run" }
    guard let report = inspection.report, !report.isComplete else {
      return withoutPath(objection, inspection.path)
    }
    let counts = [
      (report.missing.count, "missing"), (report.mismatched.count, "mismatched"),
      (report.foreign.count, "of parts that are not built here"),
    ]
    return "\(inspection.variant ?? "a model"), tensors: "
      + counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
  }

  /// A sentence without the path that it begins with, which the list has already.
  private static func withoutPath(_ sentence: String, _ path: String) -> String {
    let path = path.escapingControlCharacters
    guard sentence.hasPrefix(path) else { return sentence }
    return String(sentence.dropFirst(path.count).drop { ": ".contains($0) })
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
      " " + verdict,
    ].joined(separator: " ").escapingControlCharacters
  }
}
