import Checkpoints
import Figures
import Screens
import Tensors
import VisionTransformers

/// What there is to say of a model's parameters: where they come from, and how they fit.
struct CheckpointFacts {
  /// One line: what it is about, and what there is.
  struct Fact: Equatable {
    var caption: String
    var text: String
    var isWarning = false
  }

  /// One line of the list.
  struct Entry: Equatable {
    var name: String
    /// Type and shape.
    var detail: String
    /// What sets it apart, such as that nobody asked for it.
    var note: String?
  }

  /// The caption of what to do on the page, which paper has no use for.
  private static let openCaption = "open"

  private let session: Session
  /// What the model asks for; nothing where that is not needed.
  private let model: ModelParameters?

  init(_ session: Session, _ model: ModelParameters? = nil) {
    self.session = session
    self.model = model
  }

  private var inspection: CheckpointInspection? { session.opened.inspection }

  var facts: [Fact] {
    guard let inspection else { return seeded }
    var facts = [
      Fact(caption: "file", text: inspection.path),
      Fact(caption: "format", text: inspection.format),
      Fact(caption: "family", text: inspection.family ?? "none that is known"),
      Fact(caption: "variant", text: inspection.variant ?? NumberText.none),
      Fact(caption: "names of", text: inspection.dialect ?? NumberText.none),
    ]
    if let report = inspection.report { facts += fit(report) }
    facts.append(Fact(caption: "labels", text: labels))
    facts.append(Fact(caption: "pictures", text: preprocessing))
    if !inspection.opaque.isEmpty {
      facts.append(
        Fact(caption: "opaque", text: inspection.opaque.joined(separator: ", ")))
    }
    if let warning = inspection.ranCodeWarning {
      facts.append(Fact(caption: "warning", text: warning, isWarning: true))
    }
    return facts
  }

  private var seeded: [Fact] {
    [
      Fact(
        caption: "file",
        text:
          "none: parameters \(session.weights) follow from a seed and their names: regions, shapes and "
          + "costs are exact, weights are not a trained model's", isWarning: true),
      Fact(caption: Self.openCaption, text: "O, or :weights FILE | hf:ORG/NAME | torch:FILE"),
      Fact(caption: "pictures", text: preprocessing),
    ]
  }

  private func fit(_ report: CheckpointReport) -> [Fact] {
    func names(_ caption: String, _ names: [String], isWarning: Bool = false) -> Fact {
      let shown = names.prefix(4).joined(separator: ", ")
      let more = names.count > 4 ? ", and \(names.count - 4) more" : ""
      return Fact(
        caption: caption, text: names.isEmpty ? "none" : "\(names.count): \(shown)\(more)",
        isWarning: isWarning && !names.isEmpty)
    }
    return [
      Fact(caption: "matched", text: "\(report.matched) tensors, and \(report.buffers) buffers"),
      names("missing", report.missing, isWarning: true),
      names("mismatch", report.mismatched.map(\.description), isWarning: true),
      names("left", report.leftOver),
    ]
  }

  private var labels: String {
    let classes = "\(session.spec.classes) classes"
    guard let names = session.opened.labels, let first = names.first else {
      return "\(classes), known by number"
    }
    return "\(classes), from \(first) to \(names.last ?? first)"
  }

  private var preprocessing: String {
    let own = session.spec.preprocessing
    func text(_ values: [Float]) -> String {
      values.map { NumberText.fixed(Double($0), 3) }.joined(separator: " ")
    }
    let resize =
      switch own.resize {
      case .shorterSide(let side): "shorter side to \(side)"
      case .cropFraction(let fraction): "crop \(NumberText.fixed(fraction, 3))"
      case .squash(let size): "squashed to \(size)"
      }
    return "\(session.spec.input), \(resize), \(own.interpolation), mean \(text(own.mean)), "
      + "deviation \(text(own.standardDeviation))"
  }

  /// The file's tensors, in its own order; without a file, what the model asks for.
  var tensors: [Entry] {
    guard let inspection else {
      return (model?.parameters ?? []).map { Entry(name: $0.name, detail: "F32 \($0.shape)") }
    }
    let leftOver = Set(inspection.report?.leftOver ?? [])
    return inspection.tensors.map {
      Entry(
        name: $0.name, detail: "\($0.dtype) \($0.shape)",
        note: leftOver.contains($0.name) ? "left over" : nil)
    }
  }

  /// Each tensor of the file, with its type, its shape and what the model does with it; without a
  /// file, each parameter that the seed made.
  var table: NumberTable? {
    let columns = ["tensor", "dtype", "shape", "fit"]
    guard let inspection else {
      return model.map { model in
        NumberTable(
          name: "checkpoint", columns: columns,
          rows: model.parameters.map { [.text($0.name), "F32", .text("\($0.shape)"), "seeded"] })
      }
    }
    let leftOver = Set(inspection.report?.leftOver ?? [])
    let mismatched = Set((inspection.report?.mismatched ?? []).map(\.name))
    var table = NumberTable(name: "checkpoint", columns: columns)
    for tensor in inspection.tensors {
      let fit =
        mismatched.contains(tensor.name)
        ? "mismatched" : leftOver.contains(tensor.name) ? "left over" : "taken or known buffer"
      table.append([
        .text(tensor.name), .text(tensor.dtype.rawValue), .text("\(tensor.shape)"), .text(fit),
      ])
    }
    for name in inspection.report?.missing ?? [] {
      table.append([.text(name), .missing, .missing, "missing"])
    }
    return table
  }

  /// The facts, and the sizes of the model's parts, for print.
  var figure: Figure? {
    guard let model else { return nil }
    let table = NumberTable(
      name: "parameters", columns: ["", session.spec.name],
      rows: facts.filter { $0.caption != Self.openCaption }.flatMap { fact in
        fact.text.escapingControls.wrapped(to: 76).enumerated().map { index, line in
          [.text(index == 0 ? fact.caption : ""), .text(line)]
        }
      })
    return Figure(
      title: "\(session.spec.name): where its \(NumberText.count(model.count)) numbers are",
      panels: [
        .bars(
          BarsPanel(
            title: "Parameters of each part", label: "numbers",
            bars: model.parts.map {
              FigureBar($0.name, [Double($0.count)], note: NumberText.count($0.count))
            })), .table(TablePanel(title: "Where they come from", table)),
      ], provenance: Provenance(session).modelText)
  }
}
