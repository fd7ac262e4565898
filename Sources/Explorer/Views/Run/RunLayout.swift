import Screens

/// Where the parts of the run page are.
struct RunLayout: Sendable {
  let hasFrames: Bool
  let left: Rect
  let right: Rect
  private let whole: Rect

  init(in area: Rect) {
    whole = area
    hasFrames = area.columns >= MapLayout.frameColumns
    var rest = hasFrames ? area : area.inset(left: 1, right: 1)
    // Without frames, the column after the left half is blank.
    left = rest.takeLeft(min(70, rest.columns / 2 + (hasFrames ? 0 : 1)))
    right = hasFrames ? rest : rest.inset(left: 1)
  }

  /// The lines of the panel that shows times.
  func timeLines(zoomed: Bool) -> Rect {
    let panel = zoomed ? whole : left
    if hasFrames { return panel.inset(by: 1).inset(left: 1, right: 1) }
    return zoomed ? panel.inset(top: 1, left: 1, right: 1) : panel
  }
}
