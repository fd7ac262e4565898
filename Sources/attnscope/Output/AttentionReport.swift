import Foundation
import VisionTransformers

/// How a token attends, as `attention` prints it.
struct AttentionReport: Encodable {
  struct Head: Encodable {
    var head: Int
    /// Ascending, all of them.
    var keys: [Int]
    var weights: [Float]
    /// In nats.
    var entropy: Double
    /// The mean distance in input pixels.
    var distance: Double?
  }

  var grid: [Int]
  var query: Int
  var heads: [Head]
  private let strongest: [(place: String, weight: Float)]

  private enum CodingKeys: String, CodingKey { case grid, query, heads }

  init(_ record: AttentionRecord, query: Int, head: Int?, stride: Double) {
    let pattern = record.pattern
    grid = [pattern.grid.rows, pattern.grid.columns]
    self.query = query
    let rows = record.rows(of: query).filter { head == nil || $0.head == head }
    heads = rows.map { row in
      let statistics = AttentionStatistics(of: row, query: query, in: pattern, stride: stride)
      let order = row.keys.indices.sorted { row.keys[$0] < row.keys[$1] }
      return Head(
        head: row.head, keys: order.map { row.keys[$0] }, weights: order.map { row.weights[$0] },
        entropy: statistics.entropy, distance: statistics.meanDistance)
    }
    strongest = MeanAttention.parts(of: rows, in: pattern)
      .flatMap { space, mean in
        zip(mean.keys, mean.weights).map { (Self.name(of: $0, in: space, on: pattern.grid), $1) }
      }
      .sorted { $0.1 > $1.1 }.prefix(10).map { ($0.0, $0.1) }
  }

  private static func name(
    of key: Int, in space: AttentionPattern.KeySpace, on grid: TokenGrid
  ) -> String {
    guard key >= 0 else { return "prefix \(key)" }
    if case .sample(let point) = space.place(of: key, on: grid) {
      return String(format: "(%.1f,%.1f)", point.row, point.column)
    }
    let (row, column) = space.keyGrid(on: grid).position(of: key)
    return "(\(row),\(column))"
  }

  /// The ten strongest keys, for people.
  var text: String {
    let heading =
      heads.count == 1
      ? "head \(heads[0].head): the strongest keys"
      : "mean over \(heads.count) heads: the strongest keys"
    var lines = [heading]
    for (place, weight) in strongest {
      lines.append("  " + place.padded(to: 12) + String(format: "%.5f", weight))
    }
    for head in heads {
      lines.append(
        "head \(head.head)".padded(to: 9) + "\(head.keys.count) keys".padded(to: 11)
          + String(format: "entropy %.3f nats", head.entropy)
          + (head.distance.map { String(format: "   distance %.1f px", $0) } ?? ""))
    }
    return lines.joined(separator: "\n")
  }
}
