import Checkpoints
import Images
import Tensors
import VisionTransformers

/// What a checkpoint holds, as `inspect` prints it.
struct InspectionReport: Encodable {
  struct Mismatch: Encodable {
    var name: String
    var expected: [Int]
    var found: [Int]
    /// The type of the elements, where they cannot be read as floats.
    var dtype: String?
  }

  var format: String
  var family: String?
  var variant: String?
  var matched: Int
  var missing: [String]
  var mismatched: [Mismatch]
  /// Everything, where the tensors make no model.
  var leftOver: [String]
  var opaque: [String]
  private let inspection: CheckpointInspection

  private enum CodingKeys: String, CodingKey {
    case format, family, variant, matched, missing, mismatched, leftOver, opaque
  }

  init(_ inspection: CheckpointInspection) {
    self.inspection = inspection
    let report = inspection.report
    format = inspection.format
    family = inspection.family
    variant = inspection.variant
    matched = report?.matched ?? 0
    missing = report?.missing ?? []
    mismatched = (report?.mismatched ?? []).map {
      Mismatch(
        name: $0.name, expected: $0.expected.extents, found: $0.found.extents,
        dtype: $0.unreadable?.rawValue)
    }
    leftOver = report?.leftOver ?? inspection.tensors.map(\.name)
    opaque = inspection.opaque
  }

  func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(format, forKey: .format)
    try values.encode(family, forKey: .family)
    try values.encode(variant, forKey: .variant)
    try values.encode(matched, forKey: .matched)
    try values.encode(missing, forKey: .missing)
    try values.encode(mismatched, forKey: .mismatched)
    try values.encode(leftOver, forKey: .leftOver)
    try values.encode(opaque, forKey: .opaque)
  }
}

extension InspectionReport {
  /// The same for people: a line for each fact, and below it what it is about.
  var text: String {
    var lines = [Self.line("file", inspection.path)]
    lines.append(
      Self.line(
        "format",
        "\(format), \(inspection.tensors.count) \(inspection.tensors.count == 1 ? "tensor" : "tensors")"
      ))
    lines.append(Self.line("family", family ?? "none that is known"))
    if let report = inspection.report {
      lines.append(Self.line("variant", variant ?? "none"))
      lines.append(Self.line("names of", inspection.dialect ?? "nobody"))
      if let spec = inspection.checkpoint?.spec { lines += Self.sizes(of: spec) }
      lines += fit(report)
    } else {
      lines += Self.section(
        "holds", inspection.tensors.map { "\($0.name) \($0.shape) \($0.dtype)" })
    }
    lines += Self.section("opaque", opaque)
    if let warning = inspection.ranCodeWarning { lines.append(Self.line("warning", warning)) }
    lines.append(Self.line("verdict", inspection.objection ?? "can be run"))
    return lines.joined(separator: "\n")
  }

  /// What the name of a variant does not tell.
  private static func sizes(of spec: BackboneSpec) -> [String] {
    [
      line("heads", spec.stages.map { "\($0.heads)" }.joined(separator: ",")),
      line("input", "\(spec.input)"), line("classes", "\(spec.classes)"),
    ]
  }

  private func fit(_ report: CheckpointReport) -> [String] {
    let foreign = Set(report.foreign)
    let leftOver = report.leftOver.map { name in
      foreign.contains(name) ? "\(name), of a part that is not built here" : name
    }
    return [Self.line("matched", "\(report.matched)")]
      + Self.section("missing", report.missing)
      + Self.section("mismatched", report.mismatched.map(\.description))
      + Self.section("left over", leftOver)
      + [Self.line("buffers", report.buffers == 0 ? "none" : "\(report.buffers), not needed")]
  }

  private static func section(_ name: String, _ entries: [String]) -> [String] {
    [line(name, entries.isEmpty ? "none" : "\(entries.count)")]
      + entries.map { "  " + $0.escapingControlCharacters }
  }

  private static func line(_ name: String, _ value: String) -> String {
    name.padded(to: 12) + value.escapingControlCharacters
  }
}
