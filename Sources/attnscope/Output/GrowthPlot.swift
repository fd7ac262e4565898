import VisionTransformers

/// Growth over blocks as a plot of characters: parts of the first grid upwards, blocks to the right.
struct GrowthPlot {
  private let report: GrowthReport

  private static let rows = 10
  private static let width = 72

  init(_ report: GrowthReport) { self.report = report }

  /// The plot, its axes and its legend.
  var lines: [String] {
    let count = report.theory.count
    let step = max(1, min(4, Self.width / max(1, count)))
    var cells = [[Character]](
      repeating: [Character](repeating: " ", count: count * step), count: Self.rows + 1)
    for (mark, shares) in curves {
      for (block, share) in shares.enumerated() {
        let row = Self.rows - Int((share * Double(Self.rows)).rounded())
        cells[row][block * step] = mark
      }
    }
    let body = cells.enumerated().map { row, characters in
      "\(100 - row * 100 / Self.rows)".padded(to: 5, onTheLeft: true) + " % |"
        + String(characters).trimmedAtEnd
    }
    let axis = "        +" + String(repeating: "-", count: count * step)
    return body + [axis, "         " + stageMarks(step), legend]
  }

  /// A mark, and a share of the first grid for each block; later curves cover earlier ones.
  private var curves: [(mark: Character, shares: [Double])] {
    let tokens = Double(report.path.base.count)
    var curves: [(Character, [Double])] = [
      ("-", report.theory.map(\.coverage)), ("o", report.uniform.map { $0.effective / tokens }),
    ]
    if let measured = report.measured {
      curves.append(("x", measured.map { $0.effective / tokens }))
    }
    return curves
  }

  /// The first block of each stage.
  private func stageMarks(_ step: Int) -> String {
    report.path.blocks.enumerated().reduce(into: "") { line, entry in
      guard entry.element.address.block == 0, line.count <= entry.offset * step else { return }
      line = line.padded(to: entry.offset * step) + "s\(entry.element.address.stage + 1)"
    }
  }

  private var legend: String {
    "         - reached, mean over tokens   o effective tokens, even weights"
      + (report.measured == nil ? "" : "   x of the run")
  }
}
