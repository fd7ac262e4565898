import Figures
import Images
import VisionTransformers

/// The run page for files: a table of all steps, and bars for print.
struct RunNumbers {
  let session: Session
  /// Nothing while they are being counted.
  let regions: LayerRegionSizes?

  private var profile: RunProfile { session.profile }

  /// A row for each step: what it is, milliseconds of each operation, multiply-accumulates, and the
  /// sizes of its regions; nothing before a block has run.
  var table: NumberTable? {
    let rows = profile.rows
    guard !rows.isEmpty else { return nil }
    let isStill = session.settings.isStill
    func milliseconds(_ seconds: Double) -> NumberTable.Value {
      isStill ? .missing : .real(seconds * 1e3)
    }
    let operations = session.spec.operations
    var table = NumberTable(
      name: "run",
      columns: ["stage", "block", "step", "milliseconds"]
        + operations.map { "\($0)Milliseconds" }
        + ["macs", "tokens", "channels", "regionMean", "regionMin", "regionMax", "regionShare"])
    for row in rows {
      let report = row.address.flatMap { session.run.reports[$0] }
      let sizes = row.address.flatMap(sizes)
      table.append(
        [
          row.kind == .head ? .missing : .integer(row.stage + 1),
          NumberTable.Value(row.address.map { $0.block + 1 }), .text(row.name),
          milliseconds(row.seconds),
        ] + operations.map { milliseconds(row.operations[$0]) }
          + [
            NumberTable.Value(row.cost?.total), NumberTable.Value(report?.grid.count),
            NumberTable.Value(report?.width), NumberTable.Value(sizes?.mean),
            NumberTable.Value(sizes?.smallest), NumberTable.Value(sizes?.largest),
            NumberTable.Value(sizes?.meanShare),
          ])
    }
    return table
  }

  /// The regions of a block's first attention layer.
  private func sizes(of address: BlockAddress) -> RegionSizes? {
    guard let regions, let place = session.geometry.position(of: address, layer: 0),
      regions.sizes.indices.contains(place)
    else { return nil }
    return regions.sizes[place]
  }

  /// Bars of time by operation, one for each step; nothing before a block has run, and where times
  /// are not to be shown.
  var figure: Figure? {
    let rows = profile.rows
    guard !rows.isEmpty, !session.settings.isStill else { return nil }
    var panels = [bars(session.spec.name, session.run.record, rows, session.spec.operations)]
    if let other = session.comparableRun {
      panels.append(bars(other.model, other, other.profile.rows, other.operations))
    }
    return Figure(
      title: "\(session.spec.name): time of each step of a pass", panels: panels,
      provenance: Provenance(session).modelText)
  }

  /// The bars of one model.
  private func bars(
    _ model: String, _ record: RunRecord?, _ rows: [RunProfile.Row], _ operations: [Operation]
  ) -> Figure.Panel {
    let marks = operations.map { OperationMark($0) }
    return .bars(
      BarsPanel(
        title: title(model, record), label: "milliseconds", parts: marks.map(\.name),
        bars: rows.map { row in
          FigureBar(
            row.label, operations.map { row.operations[$0] * 1e3 },
            note: NumberText.fixed(row.seconds * 1e3, 1))
        }, colors: marks.map(\.color)))
  }

  private func title(_ model: String, _ record: RunRecord?) -> String {
    guard let record else { return model }
    let threads = record.threads == 1 ? "1 thread" : "\(record.threads) threads"
    let passes = record.passes > 1 ? ", middle one of \(record.passes) passes" : ""
    return "\(model): \(NumberText.duration(record.seconds)), \(threads)\(passes)"
  }
}

extension RunProfile.Row {
  /// What the step is, in a word for tables.
  fileprivate var name: String {
    switch kind {
    case .embedding: "embedding"
    case .merging: "merging"
    case .block: "block"
    case .head: "head"
    }
  }
}
