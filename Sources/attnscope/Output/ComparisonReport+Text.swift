import Foundation
import VisionTransformers

extension ComparisonReport {
  /// Columns of text that panels side by side may take.
  private static let width = 80
  private static let gap = "   "

  /// The comparison for people: small multiples, what does not fit, and costs as bars.
  var text: String {
    let grid = comparison.grid
    let (row, column) = grid.position(of: comparison.token)
    let heading = "token (\(row),\(column)) #\(comparison.token) of \(grid), one layer, all heads"
    return ([heading, ""] + panelLines + verdictLines + costLines + footnotes)
      .joined(separator: "\n")
  }

  private var layers: [MechanismComparison.Layer] {
    comparison.entries.compactMap { try? $0.outcome.get() }
  }

  /// Panels from left to right, as many as fit on a line.
  private var panelLines: [String] {
    let panels = layers.map(panel)
    let width = panels.joined().map(\.count).max() ?? 0
    let perLine = max(1, (Self.width + Self.gap.count) / (width + Self.gap.count))
    return stride(from: 0, to: panels.count, by: perLine).flatMap { first in
      let row = panels[first..<min(first + perLine, panels.count)]
      return (0..<(row.first?.count ?? 0)).map { line in
        row.map { $0[line].padded(to: width) }.joined(separator: Self.gap).trimmedAtEnd
      } + [""]
    }
  }

  private func panel(_ layer: MechanismComparison.Layer) -> [String] {
    let field = layer.field
    return [layer.mechanism.name] + RegionPicture.lines(field, query: comparison.token) + [
      "\(field.count) tokens", Quantity.percent(field.share),
      "span \(field.span.rows)×\(field.span.columns)",
      "effective " + Quantity.fixed(layer.uniform.effectiveTokens, 1),
    ]
  }

  /// What divides and what does not.
  private var verdictLines: [String] {
    let fits = comparison.entries.filter { (try? $0.outcome.get()) != nil }
    let misfits = comparison.entries.filter { (try? $0.outcome.get()) == nil }
    func lines(_ heading: String, _ entries: [MechanismComparison.Entry]) -> [String] {
      guard !entries.isEmpty else { return [] }
      return [heading] + entries.map { "  " + $0.name.padded(to: nameWidth) + $0.verdict } + [""]
    }
    return lines("parts of \(comparison.grid):", fits)
      + lines("does not fit \(comparison.grid):", misfits)
  }

  private var nameWidth: Int { (comparison.entries.map(\.name.count).max() ?? 0) + 2 }

  private var costLines: [String] {
    let most = layers.map(\.macs).max() ?? 0
    let lines = layers.map { layer in
      let length = most == 0 ? 0 : max(1, (40 * layer.macs + most / 2) / most)
      return "  " + layer.mechanism.name.padded(to: nameWidth)
        + (Quantity.count(layer.macs)).padded(to: 9, onTheLeft: true) + "  "
        + String(repeating: "#", count: length)
    }
    return ["MACs of the attention alone, \(comparison.channels) channels:"] + lines
  }

  /// What the numbers do not say by themselves.
  private var footnotes: [String] {
    var notes: [String] = []
    for layer in layers {
      let name = layer.mechanism.name
      if layer.field.padding > 0 {
        notes.append("\(name): and \(layer.field.padding) zero tokens beyond the grid")
      }
      let hopTokens = Set(layer.hops.flatMap(\.tokens)).count
      if hopTokens > 0 {
        notes.append(
          "\(name): \(hopTokens) more tokens one layer later, through \(layer.hops.count) messengers"
        )
      }
      if layer.context.features != nil { notes.append("\(name): by the colours of the picture") }
    }
    return notes.isEmpty ? [] : [""] + notes
  }
}

extension String {
  /// The text without spaces at its end.
  var trimmedAtEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
