import Foundation
import VisionTransformers

extension GrowthReport {
  /// The growth for people: a table, and a plot below it.
  var text: String {
    let which =
      isOwnMiddle ? "the middle token of each grid" : "one token, and those over it on later grids"
    var lines = [
      "\(model), \(path.input) pixels: \(which)",
      "in tokens of the first grid, \(path.base) = \(path.base.count)", "",
    ]
    lines += tableLines + [fullLine] + outsideLines
    if measured != nil, !isTrained {
      lines.append("seeded parameters: the weights of this run are not a trained model's")
    }
    return (lines + [""] + GrowthPlot(self).lines).joined(separator: "\n")
  }

  private var tableLines: [String] {
    let sizeColumns = "  effective   n50   n90       px"
    let title = "block  grid       token     mean  |" + sizeColumns
    let groups =
      "                 reach          |  even weights"
      + (measured == nil ? "" : String(repeating: " ", count: 18) + "|  weights of the run")
    let rows = path.blocks.indices.map { index in
      let block = path.blocks[index]
      return block.address.description.padded(to: 7) + block.grid.description.padded(to: 8)
        + Quantity.percent(theory[index].tokenCoverage).padded(to: 9, onTheLeft: true)
        + Quantity.percent(theory[index].coverage).padded(to: 9, onTheLeft: true) + " |"
        + Self.cells(uniform[index]) + (measured.map { " |" + Self.cells($0[index]) } ?? "")
    }
    return [groups, measured == nil ? title : title + " |" + sizeColumns] + rows
  }

  private static func cells(_ size: Size) -> String {
    String(format: "%11.1f%6d%6d", size.effective, size.n50, size.n90)
      + (size.distance.map { String(format: "%9.1f", $0) } ?? "")
  }

  private var fullLine: String {
    guard let first = theory.firstIndex(where: \.full) else {
      return "not every token reaches all of the picture"
    }
    return "every token reaches all of the picture after block \(first + 1) of \(theory.count), "
      + "\(path.blocks[first].address)"
  }

  /// What zero tokens and learned tokens take away.
  private var outsideLines: [String] {
    guard let last = (measured ?? uniform).last, last.outside > 0 else { return [] }
    return [
      "\(Quantity.percent(last.outside)) of the last token comes from zero and learned tokens, "
        + "left out above"
    ]
  }
}
