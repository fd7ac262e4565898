import Figures
import Images
import VisionTransformers

/// The verification page for print, as numbers, and as a line.
struct VerifyFigure {
  let session: Session
  let checks: LayerChecks
  let region: VerifiedRegion?

  /// A row for each layer, those without a verdict yet left empty.
  var numbers: NumberTable? {
    let layers = session.geometry.layers
    guard layers.indices.contains(where: { checks.verdicts[session.subject(at: $0)] != nil }) else {
      return nil
    }
    return NumberTable(
      name: "verification",
      columns: [
        "stage", "block", "layer", "mechanism", "rows", "columns", "heads", "checked",
        "mismatches",
      ],
      rows: layers.indices.map { position in
        let layer = layers[position]
        let verdict = checks.verdicts[session.subject(at: position)]
        return [
          .integer(layer.address.stage + 1), .integer(layer.address.block + 1),
          .text(layer.spec.space.rawValue), .text(layer.spec.mechanism.name),
          .integer(layer.identity.grid.rows), .integer(layer.identity.grid.columns),
          .integer(layer.identity.heads), verdict.map { .integer($0.checked) } ?? .missing,
          verdict.map { .integer($0.mismatches.count) } ?? .missing,
        ]
      })
  }

  /// Both maps, beside each other; nothing before the layer was verified.
  var figure: Figure? {
    guard let region, let layer = session.layer else { return nil }
    let token = "(\(session.cursor.row),\(session.cursor.column))"
    let panels = [
      panel("declared by the paper", region.declared, against: region.measured, .declared),
      panel("measured on the kernel", region.measured, against: region.declared, .measured),
    ]
    return Figure(
      title: "\(session.spec.name), stage \(layer.address.stage + 1), "
        + "block \(layer.address.block + 1): \(layer.spec.mechanism.name) attention of token \(token), "
        + (region.agrees ? "declared and measured agree" : "declared and measured differ"),
      panels: panels.map { .tokenMap($0) }, legend: legend, provenance: Provenance(session).text)
  }

  private func panel(
    _ title: String, _ side: VerifiedRegion.Side, against other: VerifiedRegion.Side,
    _ kind: RegionMap.Kind
  ) -> TokenMapPanel {
    let grid = session.grid
    let differing = side.tokens.filter { !other.tokens.contains($0) }
    var colors: [RGB?] = (0..<grid.count).map { side.tokens.contains($0) ? nil : .white }
    var signs = [String?](repeating: nil, count: grid.count)
    for token in differing {
      colors[token] = RGB(palette: kind.color)
      signs[token] = String(kind.sign)
    }
    return TokenMapPanel(
      title: title, rows: grid.rows, columns: grid.columns, colors: colors,
      picture: session.picture?.image,
      outlines: [TokenOutline(around: side.tokens, of: grid.count)],
      cursor: grid[session.cursor.row, session.cursor.column], numbers: signs,
      pixelsPerToken: session.scale.stride.columns,
      captions: ["\(side.count) \(noun)"])
  }

  private var noun: String { session.selection.direction == .incoming ? "queries" : "keys" }

  private var legend: [LegendEntry] {
    [
      LegendEntry("the token", .cursor), LegendEntry("region", .outline(.black)),
      LegendEntry("- only declared", .area(RGB(palette: RegionMap.Kind.declared.color))),
      LegendEntry("+ only measured", .area(RGB(palette: RegionMap.Kind.measured.color))),
    ]
  }

  /// What is known of the token, in one line for notes.
  var row: String {
    var parts = [Provenance(session).place]
    if let region {
      parts.append("\(region.declared.count) \(noun) declared")
      parts.append("\(region.measured.count) measured")
      parts.append("\(region.differences) differ")
    }
    if let verdict = session.position.flatMap({ checks.verdicts[session.subject(at: $0)] }) {
      parts.append("layer: \(verdict.checked) pairs checked")
      parts.append("\(verdict.mismatches.count) mismatches")
    }
    return parts.joined(separator: ", ")
  }
}
