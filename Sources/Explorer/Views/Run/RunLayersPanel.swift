import Screens
import VisionTransformers

/// A table of all attention layers: how large their regions are, and what they cost.
struct RunLayersPanel: SidePanel {
  let title = "layers"
  /// Nothing while they are being counted.
  let regions: LayerRegionSizes?

  /// A column of the table, and how early it is left out where there is no room.
  private struct Column {
    let caption: String
    let columns: Int
    let priority: Int
    let value: (Int) -> String
  }

  func rows(_ session: Session, columns: Int) -> PanelRows {
    let count = session.geometry.layers.count + 1
    return PanelRows(minimum: 3, ideal: min(9, count), most: count)
  }

  func lines(_ session: Session, columns: Int, rows: Int) -> [StyledText] {
    let theme = session.theme
    let shown = fitting(tableColumns(session), in: columns - 7)
    let layers = session.geometry.layers
    let current =
      session.geometry.position(of: session.selection.address, layer: session.selection.layer)
      ?? 0
    let room = max(0, rows - 1)
    let first = max(0, min(current - room / 2, layers.count - room))
    let header = shown.map { $0.caption.aligned(right: $0.columns) }.joined()
    return [StyledText(" layer ".aligned(left: 7) + header, theme.faint)]
      + layers.indices.dropFirst(first).prefix(room).map { index in
        let isHere = index == current
        var text = StyledText(isHere ? ">" : " ", theme.accent)
        text.append(
          layers[index].address.description.aligned(left: 6), isHere ? theme.title : .plain)
        text.append(shown.map { $0.value(index).aligned(right: $0.columns) }.joined())
        return text
      }
  }

  private func fitting(_ columns: [Column], in room: Int) -> [Column] {
    var shown = columns
    while shown.reduce(0, { $0 + $1.columns }) > room,
      let least = shown.indices.min(by: { shown[$0].priority < shown[$1].priority })
    {
      shown.remove(at: least)
    }
    return shown
  }

  private func tableColumns(_ session: Session) -> [Column] {
    let layers = session.geometry.layers
    func sizes(_ index: Int) -> RegionSizes? {
      guard let regions, regions.sizes.indices.contains(index) else { return nil }
      return regions.sizes[index]
    }
    return [
      Column(caption: "attention", columns: 10, priority: 3) {
        MechanismCatalog.shortName(of: layers[$0].spec.mechanism.name)
      },
      Column(caption: "tokens", columns: 7, priority: 4) { "\(layers[$0].identity.grid.count)" },
      Column(caption: "region", columns: 8, priority: 9) {
        sizes($0).map { Self.mean($0.mean) } ?? NumberText.none
      },
      Column(caption: "least", columns: 6, priority: 7) {
        sizes($0).map { "\($0.smallest)" } ?? NumberText.none
      },
      Column(caption: "share", columns: 7, priority: 8) {
        sizes($0).map { NumberText.percent($0.meanShare, digits: 1) } ?? NumberText.none
      },
      Column(caption: "MACs", columns: 8, priority: 6) { index in
        guard layers[index].index == 0, let report = session.run.reports[layers[index].address]
        else { return NumberText.none }
        return NumberText.count(report.cost.total - (report.source?.cost.total ?? 0))
      },
    ]
  }

  /// A mean that is whole in most layers.
  private static func mean(_ value: Double) -> String {
    value == value.rounded() ? NumberText.fixed(value, 0) : NumberText.fixed(value, 2)
  }
}
