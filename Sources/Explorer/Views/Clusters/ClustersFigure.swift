import Figures
import Images
import Screens
import VisionTransformers

/// Clusters for print: both maps, and their numbers.
struct ClustersFigure {
  private let reading: ClusterReading
  private let kMeans: KMeansGroups?
  private let session: Session
  private let facts: ClusterFacts

  init(_ reading: ClusterReading, _ kMeans: KMeansGroups?, _ session: Session) {
    self.reading = reading
    self.session = session
    facts = ClusterFacts(reading, kMeans, session)
    self.kMeans = facts.kMeans
  }

  private var place: String {
    "\(reading.grid.rows)x\(reading.grid.columns) tokens, \(facts.source)"
  }

  var figure: Figure {
    var panels: [Figure.Panel] = [
      map("BOAT, level \(reading.key.level) of \(reading.tree.depth)", reading.balanced)
    ]
    if let kMeans { panels.append(map("k-means", kMeans.groups)) }
    return Figure(
      title: "Clusters of \(place)", panels: panels + [.table(TablePanel(summary))],
      legend: legend, provenance: Provenance(session, grid: reading.grid).text)
  }

  private func map(_ title: String, _ groups: ClusterGroups) -> Figure.Panel {
    let grid = reading.grid
    let labels = groups.partition.labels
    let own = labels.indices.filter { labels[$0] == labels[session.cursorToken] }
    let overlap = title.hasPrefix("BOAT") ? reading.overlap(of: session.cursorToken) : []
    return .tokenMap(
      TokenMapPanel(
        title: title, rows: grid.rows, columns: grid.columns,
        colors: labels.map { GroupMap.color($0) },
        outlines: [
          TokenOutline(between: labels),
          TokenOutline(around: overlap, of: grid.count, width: 2.5, isDashed: true),
          TokenOutline(around: own, of: grid.count, width: 2.5),
        ], cursor: session.cursorToken,
        pins: session.pins.marks(on: grid, session.spec.input),
        numbers: labels.map { String(GroupMap.letter($0)) },
        captions: ["\(groups.count) groups of \(groups.sizes) tokens"]))
  }

  private var legend: [LegendEntry] {
    let overlap = reading.overlap(of: session.cursorToken)
    return [
      LegendEntry("the token", .cursor), LegendEntry("its group", .outline(.black)),
    ]
      + (overlap.isEmpty
        ? [] : [LegendEntry("\(overlap.count) keys of its sibling", .dashedOutline(.black))])
  }

  /// How good and how dear each way to group is.
  private var summary: NumberTable {
    var ways = [("boat", reading.balanced), ("windows", reading.windows)]
    if let kMeans { ways.insert(("k-means", kMeans.groups), at: 1) }
    return NumberTable(
      name: "summary",
      columns: ["groups of", "groups", "smallest", "largest", "alike", "pure", "pairs", "batch"],
      rows: ways.map { name, groups in
        let filled = groups.partition.sizes.filter { $0 > 0 }
        return [
          .text(name), .integer(groups.count), NumberTable.Value(filled.min()),
          NumberTable.Value(filled.max()), .real(groups.likeness), .real(groups.purity),
          .integer(groups.partition.pairCount), .integer(groups.partition.paddedPairCount),
        ]
      })
  }

  /// The groups of every token.
  var numbers: NumberTable {
    let overlap = reading.overlap(of: session.cursorToken)
    return NumberTable(
      name: "clusters",
      columns: ["token", "row", "column", "cluster", "kmeans", "window", "overlap"],
      rows: (0..<reading.grid.count).map { token in
        let (row, column) = reading.grid.position(of: token)
        return [
          .integer(token), .integer(row), .integer(column),
          .integer(reading.balanced.partition.labels[token]),
          NumberTable.Value(kMeans?.groups.partition.labels[token]),
          .integer(reading.windows.partition.labels[token]),
          .logical(overlap.contains(token)),
        ]
      })
  }

  /// The numbers in a line for notes.
  var row: String {
    var parts = [place, facts.cluster(of: session.cursorToken).text]
    var ways = [("BOAT", reading.balanced)]
    if let kMeans { ways.append(("k-means", kMeans.groups)) }
    for (name, groups) in ways {
      parts.append(
        "\(name): \(groups.count) groups of \(groups.sizes), alike "
          + "\(NumberText.fixed(groups.likeness, 4)), pure \(NumberText.percent(groups.purity))")
    }
    return parts.joined(separator: ", ").escapingControls
  }
}
