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
    /// Whether the note says that the model cannot be run.
    var isWarning = false
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

  /// The checkpoint that is shown: one that was refused goes before the one that is open.
  private var inspection: CheckpointInspection? { session.refused ?? session.opened.inspection }

  var facts: [Fact] {
    guard let inspection else { return seeded }
    var facts = [
      Fact(caption: "file", text: inspection.path),
      Fact(
        caption: "format",
        text: inspection.format
          + (inspection.dialect.map { ", tensors named \(Self.namer($0))" } ?? "")),
      Fact(caption: "family", text: inspection.family ?? "none that is known"),
    ]
    if let variant = inspection.variant {
      let heads = inspection.checkpoint.map { $0.spec.stages.map { "\($0.heads)" } }
      facts.append(
        Fact(
          caption: "variant",
          text: variant + (heads.map { ", heads " + $0.joined(separator: ",") } ?? "")))
    }
    if let report = inspection.report { facts += fit(report) }
    if session.refused == nil {
      facts.append(Fact(caption: "labels", text: labels))
      facts.append(Fact(caption: "pictures", text: preprocessing))
    } else {
      facts.append(Fact(caption: "refused", text: refusal(of: inspection), isWarning: true))
    }
    if !inspection.opaque.isEmpty {
      facts.append(
        Fact(caption: "opaque", text: inspection.opaque.joined(separator: ", ")))
    }
    if let warning = inspection.ranCodeWarning {
      facts.append(Fact(caption: "warning", text: warning, isWarning: true))
    }
    return facts
  }

  /// Who names tensors so, as a sentence goes on.
  private static func namer(_ dialect: String) -> String {
    dialect == "official" ? "by the authors" : "by \(dialect)"
  }

  private func refusal(of inspection: CheckpointInspection) -> String {
    let reason =
      inspection.report?.isComplete == false
      ? "not all of the model is there as it should be"
      : inspection.objection ?? "no known model has these sizes"
    return "\(reason); \(session.spec.name) stays open"
  }

  private var seeded: [Fact] {
    [
      Fact(
        caption: "file",
        text:
          "none: parameters \(session.weights) follow from a seed and their names: regions, shapes and "
          + "costs are exact, weights are not a trained model's", isWarning: true),
      Fact(
        caption: Self.openCaption,
        text: "O, or :weights FILE [HEADS] | hf:ORG/NAME | torch:FILE"),
      Fact(caption: "pictures", text: preprocessing),
    ]
  }

  /// One line of counts, and one of the first names for what does not fit.
  private func fit(_ report: CheckpointReport) -> [Fact] {
    func names(_ caption: String, _ names: [String], isWarning: Bool = true) -> [Fact] {
      guard !names.isEmpty else { return [] }
      let more = names.count > 2 ? ", and \(names.count - 2) more below" : ""
      return [
        Fact(
          caption: caption, text: names.prefix(2).joined(separator: ", ") + more,
          isWarning: isWarning)
      ]
    }
    let counts = [
      "\(report.matched) matched", "\(report.missing.count) missing",
      "\(report.mismatched.count) mismatched", "\(report.leftOver.count) left over",
      "\(report.buffers) buffers",
    ]
    return [Fact(caption: "tensors", text: counts.joined(separator: ", "))]
      + names("missing", report.missing)
      + names("mismatch", report.mismatched.map(\.description))
      + names("left", report.leftOver, isWarning: false)
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

  /// What the list of tensors is of.
  var listTitle: String {
    guard let inspection else {
      return "\(model?.parameters.count ?? 0) parameters that a file would hold"
    }
    let count = inspection.tensors.count
    return "\(count) tensor\(count == 1 ? "" : "s") in the file"
      + (fits.contains { $0.fit.isMisfit } ? ", misfits first" : "")
  }

  /// The file's tensors in its own order, after those that do not fit; without a file, what the model
  /// asks for.
  var tensors: [Entry] {
    guard inspection != nil else {
      return (model?.parameters ?? []).map { Entry(name: $0.name, detail: "F32 \($0.shape)") }
    }
    let fits = fits
    return (fits.filter(\.fit.isMisfit) + fits.filter { !$0.fit.isMisfit }).map { tensor in
      Entry(
        name: tensor.name, detail: tensor.description,
        note: tensor.fit == .matched ? nil : tensor.fit.text,
        isWarning: tensor.fit.isMisfit && tensor.fit != .leftOver)
    }
  }

  /// How each tensor of the file, and each that is missing, fits the model.
  private var fits: [(name: String, description: String, fit: TensorFit)] {
    guard let inspection else { return [] }
    let fits = TensorFit.all(in: inspection.report)
    return (inspection.report?.missing ?? []).map { ($0, "", .missing) }
      + inspection.tensors.map {
        (
          $0.name, "\($0.dtype) \($0.shape)",
          fits[$0.name] ?? (inspection.report == nil ? .unknown : .matched)
        )
      }
  }

  /// Each tensor of the file, with its type, its shape and what the model does with it, and after
  /// them those that are missing; without a file, each parameter that the seed made.
  var table: NumberTable? {
    let columns = ["tensor", "dtype", "shape", "fit"]
    guard let inspection else {
      return model.map { model in
        NumberTable(
          name: "checkpoint", columns: columns,
          rows: model.parameters.map { [.text($0.name), "F32", .text("\($0.shape)"), "seeded"] })
      }
    }
    let fits = TensorFit.all(in: inspection.report)
    let usual: TensorFit = inspection.report == nil ? .unknown : .matched
    var table = NumberTable(name: "checkpoint", columns: columns)
    for tensor in inspection.tensors {
      table.append([
        .text(tensor.name), .text(tensor.dtype.rawValue), .text("\(tensor.shape)"),
        .text((fits[tensor.name] ?? usual).text),
      ])
    }
    for name in inspection.report?.missing ?? [] {
      table.append([.text(name), .missing, .missing, .text(TensorFit.missing.text)])
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
