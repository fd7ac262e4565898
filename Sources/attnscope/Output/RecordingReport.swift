import Foundation
import VisionTransformers

/// What it costs to keep things of a pass, as `bench --recording` prints it.
struct RecordingReport: Encodable {
  var model: String
  var threads: Int
  var rounds: Int
  /// Milliseconds of a pass by what it keeps, the middle ones.
  var milliseconds: [String: Double]
  /// The middle one, over rounds, of those times divided by that of a pass that keeps nothing.
  var ratios: [String: Double]

  init(_ cost: RecordingCost, of backbone: Backbone, threads: Int, rounds: Int) {
    model = backbone.spec.name
    self.threads = threads
    self.rounds = rounds
    milliseconds = .init(
      uniqueKeysWithValues: RecordingCost.Kept.allCases.map { ("\($0)", cost.median($0) * 1000) })
    ratios = .init(
      uniqueKeysWithValues: RecordingCost.Kept.allCases.map { ("\($0)", cost.ratio($0)) })
  }

  /// The same for people.
  var text: String {
    var lines = ["\(model), \(threads) threads, \(rounds) rounds"]
    for kept in RecordingCost.Kept.allCases {
      let (time, ratio) = (milliseconds["\(kept)"] ?? 0, ratios["\(kept)"] ?? 0)
      lines.append(
        "keeps \(kept)".padded(to: 18) + String(format: "%8.2f ms", time)
          + (kept == .nothing ? "" : String(format: "%+9.2f %%", (ratio - 1) * 100)))
    }
    return lines.joined(separator: "\n")
  }
}
