/// A part of a figure that knows how large it wants to be, and draws itself.
///
/// To add a kind, write one file in `Panels/`, and name it in ``Figure/Panel``.
protocol FigurePanel {
  /// What is shown, above it.
  var title: String { get }

  /// Whether it is content with half of the width where there are several panels.
  var fitsBesideOthers: Bool { get }

  /// How much it takes without its title.
  ///
  /// - Parameter width: The most there is, in points; a panel that cannot be narrower takes more.
  /// - Returns: In points.
  func size(within width: Double) -> FigureSize

  /// Draws within a rectangle of that size.
  func draw(in area: FigureRect, on canvas: inout some FigureCanvas)
}

extension FigurePanel {
  var fitsBesideOthers: Bool { false }
}

extension Figure.Panel {
  var content: any FigurePanel {
    switch self {
    case .tokenMap(let panel): panel
    case .multiples(let panel): panel
    case .plot(let panel): panel
    case .scatter(let panel): panel
    case .bars(let panel): panel
    case .table(let panel): panel
    case .cells(let panel): panel
    }
  }
}
