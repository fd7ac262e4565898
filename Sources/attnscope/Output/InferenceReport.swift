import Foundation
import VisionTransformers

/// What a run came to, as `infer` prints it.
struct InferenceReport: Encodable {
  struct Candidate: Encodable {
    var index: Int
    var label: String
    var probability: Double
  }

  struct Block: Encodable {
    var stage: Int
    var block: Int
    var milliseconds: Double
    var macs: Int
    var tokens: Int
    var channels: Int
  }

  var model: String
  var weights: String
  var input: [Int]
  var logits: [Float]
  var top: [Candidate]
  var blocks: [Block]
  /// Milliseconds of each kind of operation in all blocks.
  var operations: [String: Double]
  var milliseconds: Double
  var peakBytes: Int

  private let isTrained: Bool
  private let shown: [VisionTransformers.Operation]

  private enum CodingKeys: String, CodingKey {
    case model, weights, input, logits, top, blocks, operations, milliseconds, peakBytes
  }

  init(_ run: SingleRun, of selection: ModelSelection) {
    model = run.spec.name
    weights = selection.weights
    isTrained = selection.isTrained
    let labels = ClassLabels(of: selection)
    input = [run.spec.input.height, run.spec.input.width]
    logits = run.logits
    top = Prediction(run.logits).top(5).map {
      Candidate(index: $0.index, label: labels[$0.index], probability: $0.probability)
    }
    blocks = run.reports.map { report in
      Block(
        stage: report.address.stage + 1, block: report.address.block + 1,
        milliseconds: report.seconds * 1000, macs: report.cost.total, tokens: report.grid.count,
        channels: report.width)
    }
    let times = run.reports.reduce(OperationTimes()) { $0 + $1.operations }
    shown = run.spec.operations
    operations = .init(uniqueKeysWithValues: shown.map { ("\($0)", times[$0] * 1000) })
    milliseconds = run.seconds * 1000
    peakBytes = ResidentMemory.peak
  }

  /// The run for people: the strongest classes, then a line for each block.
  var text: String {
    var lines = [
      isTrained
        ? "\(model), parameters of \(weights)"
        : "\(model), \(weights) parameters: regions are exact, weights are not a trained model's"
    ]
    if !isTrained { lines.append("not a prediction:") }
    for candidate in top {
      lines.append(
        "  " + candidate.label.padded(to: 40) + String(format: "%.4f", candidate.probability))
    }
    lines.append("")
    for block in blocks {
      lines.append(
        "s\(block.stage)b\(block.block)".padded(to: 7)
          + String(format: "%8.2f ms", block.milliseconds)
          + (Quantity.count(block.macs) + "MACs").padded(to: 14, onTheLeft: true)
          + "\(block.tokens) × \(block.channels)".padded(to: 13, onTheLeft: true))
    }
    let total = blocks.reduce(0) { $0 + $1.macs }
    lines.append(
      "all".padded(to: 7) + String(format: "%8.2f ms", milliseconds)
        + (Quantity.count(total) + "MACs").padded(to: 14, onTheLeft: true))
    lines.append(
      shown.map { "\($0) " + String(format: "%.2f", operations["\($0)"] ?? 0) }
        .joined(separator: "  ") + " ms")
    return lines.joined(separator: "\n")
  }
}
