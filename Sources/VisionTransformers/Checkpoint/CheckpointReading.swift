import Checkpoints
import Tensors

/// A file read as models of one family, whose parameters are named in one way.
struct CheckpointReading {
  let family: any CheckpointFamily.Type
  let shapes: CheckpointShapes
  /// The model, and how the file fits it; `nil` where the shapes make none.
  private(set) var model: (spec: BackboneSpec, report: CheckpointReport)?
  /// Why there is no model, or none that can be run.
  private(set) var problem: CheckpointError?

  /// Every reading of a file that recognises something in it, the best first.
  ///
  /// Where nothing is recognised, the model may be a part of something larger, all of its names beginning
  /// alike.
  static func all(of file: any TensorFile, hints: CheckpointHints) -> [CheckpointReading] {
    var readings = all(of: file, below: "", hints: hints)
    if readings.isEmpty {
      readings = sharedPrefixes(of: file.tensors.map(\.name)).flatMap {
        all(of: file, below: $0, hints: hints)
      }
    }
    let order = readings.indices.sorted {
      (readings[$0].misfits, $0) < (readings[$1].misfits, $1)
    }
    return order.map { readings[$0] }
  }

  private static func all(
    of file: any TensorFile, below prefix: String, hints: CheckpointHints
  ) -> [CheckpointReading] {
    Checkpoint.families.flatMap { family in
      family.dialects.map {
        CheckpointShapes(file, dialect: prefix.isEmpty ? $0 : $0.below(prefix))
      }
      .filter { family.recognizes($0) }
      .map { CheckpointReading(family, $0, hints: hints) }
    }
  }

  /// Beginnings of up to three parts that an eighth of the names share: `model.`, `net.backbone.`.
  private static func sharedPrefixes(of names: [String]) -> [String] {
    var prefixes: [String] = []
    var level: [(prefix: String, names: [String])] = [("", names)]
    for _ in 0..<3 {
      level = level.flatMap { beginning in
        var groups: [String: [String]] = [:]
        var order: [String] = []
        for name in beginning.names {
          let rest = name.dropFirst(beginning.prefix.count)
          guard let dot = rest.firstIndex(of: ".") else { continue }
          let prefix = String(name[...dot])
          if groups[prefix] == nil { order.append(prefix) }
          groups[prefix, default: []].append(name)
        }
        return order.map { ($0, groups[$0, default: []]) }
          .filter { 8 * $0.1.count >= names.count }
      }
      prefixes += level.map(\.prefix)
    }
    return prefixes
  }

  private var misfits: Int { model?.report.misfits ?? .max }

  init(_ family: any CheckpointFamily.Type, _ shapes: CheckpointShapes, hints: CheckpointHints) {
    self.family = family
    self.shapes = shapes
    do throws(CheckpointError) {
      model = try read(hints)
    } catch {
      problem = error
      var hints = hints
      hints.assumesHeads = true
      model = try? read(hints)
    }
  }

  private func read(
    _ hints: CheckpointHints
  ) throws(CheckpointError) -> (spec: BackboneSpec, report: CheckpointReport) {
    let published = try family.spec(readOff: shapes, hints: hints)
    let spec = family.withDetails(of: published, in: shapes, hints: hints)
    do throws(ModelError) {
      let parameters = try spec.audit().parameters.parameters
      let report = CheckpointReport(
        shapes, against: parameters, partsNotBuilt: family.partsNotBuilt)
      return (spec, report)
    } catch {
      throw CheckpointError(error.description)
    }
  }
}
