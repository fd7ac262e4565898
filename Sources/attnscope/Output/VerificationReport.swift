import Figures
import Foundation
import VisionTransformers

/// Which layers attend as their papers say, as `verify` prints it.
struct VerificationReport: Encodable {
  var model: String
  var layers: [LayerVerdict] = []

  /// Pairs of query and key, all heads and layers together.
  var checked: Int { layers.reduce(0) { $0 + $1.checked } }

  /// Why the command fails: some layer differs.
  var failure: CommandFailure? {
    let wrong = layers.filter { !$0.agrees }
    guard let first = wrong.first else { return nil }
    let count = wrong.reduce(0) { $0 + $1.mismatches.count }
    return CommandFailure(
      .verificationMismatch,
      "\(model): \(wrong.count) of \(layers.count) layers attend to other tokens than their papers "
        + "say, first \(first.address) \(first.mechanism); \(count) "
        + (count == 1 ? "query differs" : "queries differ"))
  }

  private enum Key: String, CodingKey { case model, checked, mismatches }

  /// One query in one head of one layer, as programs read it.
  private struct Mismatch: Encodable {
    var stage: Int
    var block: Int
    /// `image` or `feature`: blocks of BOAT have a layer of each kind.
    var layer: String
    /// Nothing for the exchange between messengers, which has no heads.
    var head: Int?
    var query: Int
    var declaredOnly: [Int]
    var measuredOnly: [Int]

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(stage, forKey: .stage)
      try container.encode(block, forKey: .block)
      try container.encode(layer, forKey: .layer)
      try container.encode(head, forKey: .head)
      try container.encode(query, forKey: .query)
      try container.encode(declaredOnly, forKey: .declaredOnly)
      try container.encode(measuredOnly, forKey: .measuredOnly)
    }

    private enum CodingKeys: String, CodingKey {
      case stage, block, layer, head, query, declaredOnly, measuredOnly
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(model, forKey: .model)
    try container.encode(checked, forKey: .checked)
    try container.encode(
      layers.flatMap { layer in
        layer.mismatches.map {
          Mismatch(
            stage: layer.address.stage + 1, block: layer.address.block + 1,
            layer: layer.space.rawValue, head: $0.head, query: $0.query,
            declaredOnly: $0.declaredOnly, measuredOnly: $0.measuredOnly)
        }
      }, forKey: .mismatches)
  }

  var table: NumberTable {
    NumberTable(
      name: "verify",
      columns: [
        "stage", "block", "layer", "mechanism", "rows", "columns", "heads", "checked",
        "mismatches",
      ],
      rows: layers.map { layer in
        [
          .integer(layer.address.stage + 1), .integer(layer.address.block + 1),
          .text(layer.space.rawValue), .text(layer.mechanism), .integer(layer.grid.rows),
          .integer(layer.grid.columns), .integer(layer.heads), .integer(layer.checked),
          .integer(layer.mismatches.count),
        ]
      })
  }
}

extension VerificationReport {
  /// Mismatches of a layer that are printed for people, and keys of each.
  private static let (shownMismatches, shownKeys) = (3, 8)

  /// The verdicts for people, a line each, and the first mismatches.
  var text: String {
    let wrong = layers.count { !$0.agrees }
    let verdict =
      wrong == 0
      ? "all attend as their papers say"
      : "\(wrong) \(wrong == 1 ? "attends" : "attend") to other tokens than their papers say"
    return
      (["block  mechanism          grid    heads      pairs"] + layers.flatMap(lines)
      + [
        "",
        "\(model): \(layers.count) layers, \(Quantity.count(checked)) pairs of query and key: "
          + verdict,
      ]).joined(separator: "\n")
  }

  private func lines(of layer: LayerVerdict) -> [String] {
    let line =
      layer.address.description.padded(to: 7) + layer.mechanism.padded(to: 19)
      + layer.grid.description.padded(to: 8) + String(format: "%5d", layer.heads)
      + Quantity.count(layer.checked).padded(to: 11, onTheLeft: true) + "  "
      + (layer.agrees ? "agrees" : "DIFFERS in \(layer.mismatches.count) queries")
    let details = layer.mismatches.prefix(Self.shownMismatches).map { mismatch in
      "       \(mismatch.head.map { "head \($0)" } ?? "exchange"), query \(mismatch.query): "
        + [
          Self.list("declared only", mismatch.declaredOnly),
          Self.list("measured only", mismatch.measuredOnly),
        ].compactMap { $0 }.joined(separator: "; ")
    }
    return [line] + details
  }

  private static func list(_ title: String, _ keys: [Int]) -> String? {
    guard !keys.isEmpty else { return nil }
    return "\(title) \(keys.prefix(shownKeys).map(String.init).joined(separator: " "))"
      + (keys.count > shownKeys ? " … (\(keys.count))" : "")
  }
}
