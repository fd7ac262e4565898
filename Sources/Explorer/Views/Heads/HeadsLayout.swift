import Screens

/// The parts of the page of heads.
enum HeadsPanel: Int, CaseIterable, Sendable {
  /// The small maps.
  case maps
  /// The table of the layer's heads.
  case table
  /// Layers down, heads across.
  case layers
  /// A dot for each head.
  case depth

  var title: String {
    switch self {
    case .maps: "heads"
    case .table: "table"
    case .layers: "layers x heads"
    case .depth: "depth"
    }
  }
}

/// Where the parts of the page of heads are: all four where there is room, maps and table where there
/// is less, or one alone.
struct HeadsLayout {
  /// The parts that are drawn, frames and captions included.
  let panels: [(panel: HeadsPanel, area: Rect)]
  let hasFrames: Bool

  private static let tableColumns = 38
  private static let rowsForFour = 26

  /// - Parameters:
  ///   - zoomed: The part that has the page to itself.
  ///   - body: The page.
  init(zoomed: HeadsPanel?, in body: Rect) {
    hasFrames = body.columns >= MapLayout.frameColumns
    var rest = body
    if let zoomed {
      panels = [(zoomed, body)]
    } else if hasFrames, body.rows >= Self.rowsForFour {
      var right = rest.takeRight(max(52, body.columns * 2 / 5))
      let top = right.rows / 2
      var left = rest
      let maps = left.takeTop(max(top, left.rows - 20))
      let table = right.takeTop(top)
      panels = [(.maps, maps), (.table, table), (.layers, left), (.depth, right)]
    } else {
      let table = rest.takeRight(min(max(Self.tableColumns, body.columns * 2 / 5), 60))
      panels = [(.maps, rest.inset(right: hasFrames ? 0 : 1)), (.table, table)]
    }
  }

  /// What is left of a part within its frame, or below its caption.
  func inside(_ area: Rect) -> Rect {
    hasFrames ? area.inset(by: 1).inset(left: 1, right: 1) : area.inset(top: 1)
  }
}
