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

/// Where the parts of the page of heads are: the maps above the other three where there is room, or
/// above or beside the table, or one part alone.
struct HeadsLayout {
  /// The parts that are drawn, frames and captions included.
  let panels: [(panel: HeadsPanel, area: Rect)]
  let hasFrames: Bool

  private static let tableColumns = 38
  private static let layersColumns = (least: 33, labels: 11)
  private static let rowsForFour = 26
  /// The least rows of the maps, frame included, and of what is below: two lines of maps seven rows high
  /// with their titles.
  private static let mapRows = 18
  /// Lines of the table below the maps, or one for each head where there are fewer.
  private static let tableLines = 6

  /// - Parameters:
  ///   - zoomed: The part that has the page to itself.
  ///   - heads: Heads of the layer that is shown, and of the layer that has most.
  ///   - body: The page.
  ///   - quality: How many maps are seen in so much room, and how large.
  init(
    zoomed: HeadsPanel?, heads: (shown: Int, most: Int), in body: Rect,
    quality: (Rect) -> HeadMultiples.Quality
  ) {
    hasFrames = body.columns >= MapLayout.frameColumns
    var rest = body
    if let zoomed {
      panels = [(zoomed, body)]
    } else if hasFrames, body.rows >= Self.rowsForFour {
      // As many rows as make maps largest, and no more.
      let heights = Self.mapRows...max(Self.mapRows, body.rows - Self.mapRows)
      let qualities = heights.map { quality(Self.inside(body.rows(0..<$0), hasFrames: true)) }
      let best = qualities.max { $0 < $1 }
      let height = zip(heights, qualities).first { $1 == best ?? (0, 0) }?.0
      let maps = rest.takeTop(height ?? Self.mapRows)
      let table = rest.takeLeft(min(max(46, body.columns * 3 / 10), 60))
      let width = Self.layersColumns.labels + heads.most
      let layers = rest.takeLeft(
        max(Self.layersColumns.least, rest.columns - width >= 60 ? width + heads.most : width))
      panels = [(.maps, maps), (.table, table), (.layers, layers), (.depth, rest)]
    } else {
      var beside = body
      let right = beside.takeRight(min(max(Self.tableColumns, body.columns * 2 / 5), 60))
      beside = beside.inset(right: hasFrames ? 0 : 1)
      let edges = hasFrames ? 3 : 2
      let below = rest.takeBottom(edges + min(heads.shown, Self.tableLines))
      let isBelow =
        quality(Self.inside(rest, hasFrames: hasFrames))
        > quality(Self.inside(beside, hasFrames: hasFrames))
      panels =
        isBelow ? [(.maps, rest), (.table, below)] : [(.maps, beside), (.table, right)]
    }
  }

  /// What is left of a part within its frame, or below its caption.
  func inside(_ area: Rect) -> Rect { Self.inside(area, hasFrames: hasFrames) }

  private static func inside(_ area: Rect, hasFrames: Bool) -> Rect {
    hasFrames ? area.inset(by: 1) : area.inset(top: 1)
  }
}
