import Foundation
import VisionTransformers

/// How fast several models run, as `bench --table` prints it.
struct BenchTableReport: Encodable {
  struct Row: Encodable {
    var model: String
    /// Height and width of the picture.
    var input: [Int]
    /// Milliseconds of a pass: the middle round, the fastest.
    var median: Double
    var min: Double
    var macsPerSecond: Double
    /// The rate as a share of that of the machine's best matrix product in the same round.
    var limitShare: Double
    /// The share of the time that clustering takes; nothing where there is none.
    var clusteringShare: Double?
    /// The time for each token, divided by the one on the model's own input in the same round;
    /// nothing there.
    var growth: Double?
  }

  var threads: Int
  var rounds: Int
  var models: [Row]

  init(_ table: BenchmarkTable, threads: Int) {
    self.threads = threads
    rounds = table.limits.count
    models = table.rows.map { row in
      Row(
        model: row.spec.name, input: [row.spec.input.height, row.spec.input.width],
        median: row.median() * 1000, min: row.fastest * 1000,
        macsPerSecond: row.median { Double(row.macs) / $0.seconds },
        limitShare: table.limitShare(of: row),
        clusteringShare: row.spec.operations.contains(.clustering)
          ? row.median { $0.operations[.clustering] / $0.seconds } : nil,
        growth: table.growth(of: row))
    }
  }

  /// The same for people.
  var text: String {
    var lines = [
      "\(threads) threads, \(rounds) rounds, seeded parameters",
      "model".padded(to: 15) + "input".padded(to: 9) + "median      min".padded(to: 20)
        + "MACs/s      limit   clustering  per token",
    ]
    for row in models {
      lines.append(
        row.model.padded(to: 15) + "\(row.input[0])".padded(to: 7)
          + String(format: "%7.1f ms %6.1f ms", row.median, row.min)
          + Quantity.count(Int(row.macsPerSecond)).padded(to: 10, onTheLeft: true)
          + Quantity.percent(row.limitShare).padded(to: 11, onTheLeft: true)
          + (row.clusteringShare.map(Quantity.percent) ?? "").padded(to: 11, onTheLeft: true)
          + (row.growth.map { Quantity.fixed($0, 3) } ?? "").padded(to: 11, onTheLeft: true))
    }
    return lines.map(\.withoutTrailingSpaces).joined(separator: "\n")
  }
}

extension String {
  fileprivate var withoutTrailingSpaces: String {
    String(reversed().drop { $0 == " " }.reversed())
  }
}
