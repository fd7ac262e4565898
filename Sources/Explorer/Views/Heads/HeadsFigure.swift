import Figures
import Images
import Screens
import VisionTransformers

/// The heads for print: a small map of each, a dot for each head of the model, and the numbers.
struct HeadsFigure {
  private let view: HeadsView
  private let session: Session

  init(_ view: HeadsView, _ session: Session) {
    self.view = view
    self.session = session
  }

  /// The heads of all layers that are known, in the order of the layers.
  var numbers: NumberTable? {
    let columns = [
      "stage", "block", "layer", "head", "branch", "keys", "distance_px", "distance_placed_px",
      "unplaced_share", "entropy_nats", "entropy_ceiling_nats", "normalized_entropy",
      "effective_keys", "largest_weight", "peak_weight", "peak_token",
    ]
    let rows = session.geometry.layers.flatMap { layer in
      (view.findings.heads[HeadFindings.Layer(layer)] ?? []).map { row($0, of: layer) }
    }
    return rows.isEmpty ? nil : NumberTable(name: "heads", columns: columns, rows: rows)
  }

  private func row(
    _ head: HeadStatistics, of layer: ModelGeometry.Layer
  ) -> [NumberTable.Value] {
    [
      .integer(layer.address.stage + 1), .integer(layer.address.block + 1),
      .text(layer.spec.space.rawValue), .integer(head.head), .text(head.branch),
      .real(head.keyCount), .real(head.meanDistance), .real(head.meanDistanceOfPlaced),
      .real(head.unplacedShare), .real(head.entropy), .real(head.entropyCeiling),
      NumberTable.Value(head.normalizedEntropy), .real(head.effectiveKeys),
      .real(head.largestWeight), .real(head.peak.weight), .integer(head.peak.query),
    ]
  }

  var figure: Figure? {
    guard let reading = view.reading else { return nil }
    let address = session.selection.address
    var panels: [Figure.Panel] = [.multiples(multiples(reading))]
    if let scatter { panels.append(.scatter(scatter)) }
    if let table { panels.append(.table(table)) }
    return Figure(
      title: "\(session.spec.name), stage \(address.stage + 1), block \(address.block + 1): heads "
        + "of \(session.reading.mechanism) attention, token "
        + "(\(session.cursor.row),\(session.cursor.column))",
      panels: panels,
      legend: [LegendEntry("the token", .cursor), LegendEntry("its region", .outline(.black))],
      provenance: Provenance(session).text)
  }

  private func multiples(_ reading: HeadsReading) -> MultiplesPanel {
    let showsWeights = view.cells == .weights && reading.hasWeights
    var heads: [Int: HeadsReading.Head] = [:]
    for head in reading.heads { heads[head.head] = head }
    var means: [Int: HeadNumbers] = [:]
    for numbers in view.rows(session) { means[numbers.head] = numbers }
    let maps = view.order(session).compactMap { heads[$0] }.map { head in
      map(head, reading, showsWeights: showsWeights, means[head.head])
    }
    let own = "attention weights, each head on a scale from 0 to its largest"
    return MultiplesPanel(
      title: showsWeights ? view.sharesScale ? "attention weights" : own : "regions",
      maps: maps, side: reading.heads.count > 12 ? 84 : 130,
      scale: showsWeights && view.sharesScale ? scale(reading.largest) : nil)
  }

  private func map(
    _ head: HeadsReading.Head, _ reading: HeadsReading, showsWeights: Bool, _ numbers: HeadNumbers?
  ) -> TokenMapPanel {
    let scale = scale(view.sharesScale ? reading.largest : head.largest)
    let colors = (0..<reading.grid.count).map { token -> RGB? in
      guard head.field.tokens.contains(token) else { return .white }
      return showsWeights ? head.weights.map { scale.color(of: Double($0[token])) } : nil
    }
    let measure = view.measure.compared
    let value = numbers.flatMap { measure.value(of: $0) }
    return TokenMapPanel(
      title: "head \(head.head) \(head.branch)", rows: reading.grid.rows,
      columns: reading.grid.columns, colors: colors, picture: session.picture?.image,
      opacity: showsWeights ? 0.85 : 0.7,
      outlines: [TokenOutline(around: head.field.tokens, of: reading.grid.count, width: 0.75)],
      cursor: reading.token, pins: session.pins.marks(on: reading.grid, session.spec.input),
      captions: value.map { ["\(measure.text(of: $0)) \(measure.shortName)"] } ?? [])
  }

  private func scale(_ largest: Float) -> ColorScale {
    ColorScale(
      "attention weight", range: 0...max(Double(largest), .leastNormalMagnitude),
      spacing: .squareRoot)
  }

  /// A group for each branch, over all layers.
  private var scatter: ScatterPanel? {
    let measure = view.measure.compared
    var groups: [ScatterGroup] = []
    for (index, layer) in session.geometry.layers.enumerated() {
      for head in view.findings.heads[HeadFindings.Layer(layer)] ?? [] {
        guard let value = measure.value(of: HeadNumbers(head)) else { continue }
        let point = FigurePoint(Double(index), value)
        if let own = groups.firstIndex(where: { $0.name == head.branch }) {
          groups[own].points.append(point)
        } else {
          groups.append(ScatterGroup(head.branch, points: [point]))
        }
      }
    }
    let values = groups.flatMap(\.points).map(\.y)
    guard let least = values.min(), let largest = values.max() else { return nil }
    return ScatterPanel(
      title: "\(measure.name), one dot for each head",
      x: Figures.PlotAxis("layer", categories: session.geometry.layers.map(\.label)),
      y: Figures.PlotAxis(measure.name, includesZero: least < 0.6 * largest), groups: groups)
  }

  /// The numbers of the layer, in the order of the page.
  private var table: TablePanel? {
    let rows = view.rows(session)
    guard !rows.isEmpty else { return nil }
    let shown = HeadMeasure.columns(of: rows).filter { $0 != .head }
    return TablePanel(
      title: view.showsToken
        ? "the token's attention" : "means over \(session.grid.count) tokens",
      NumberTable(
        name: "heads", columns: ["head", "branch"] + shown.map(\.title),
        rows: rows.map { numbers in
          [.integer(numbers.head), .text(numbers.branch)]
            + shown.map { NumberTable.Value($0.value(of: numbers)) }
        }))
  }

  /// The numbers of the head that is shown, for notes.
  var row: String {
    guard let head = session.shownHead,
      let numbers = view.rows(session).first(where: { $0.head == head })
    else { return TokenRow(session).text }
    let population = view.showsToken ? "" : ", means over \(session.grid.count) tokens"
    let columns = HeadMeasure.columns(of: [numbers]).filter { $0 != .head }
    let values = columns.compactMap { measure in
      measure.value(of: numbers).map { "\(measure.name) \(NumberText.fixed($0, 4))" }
    }
    return (["\(Provenance(session).place)\(population)", numbers.branch] + values)
      .joined(separator: ", ").escapingControls
  }
}
