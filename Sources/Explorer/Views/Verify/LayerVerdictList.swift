import Screens
import VisionTransformers

/// A word for each layer: `=s1b1` agrees, `!` differs, `?` could not be verified, `~` is being
/// verified, `.` waits.
struct LayerVerdictList {
  let session: Session
  let checks: LayerChecks

  /// Columns from one word to the next.
  private static let step = 8

  func draw(in area: Rect, on screen: inout Screen) {
    guard area.rows > 0, area.columns >= Self.step else { return }
    let layers = session.geometry.layers
    let perRow = area.columns / Self.step
    let here = session.position ?? 0
    let rows = (layers.count + perRow - 1) / perRow
    let first = min(max(0, here / perRow - area.rows / 2), max(0, rows - area.rows))
    for (place, position) in layers.indices.dropFirst(first * perRow)
      .prefix(area.rows * perRow).enumerated()
    {
      let (row, column) = place.quotientAndRemainder(dividingBy: perRow)
      let isHere = position == session.position
      screen.write(
        word(position), row: area.row + row, column: area.column + column * Self.step,
        style: isHere ? session.theme.selected : style(position), in: area)
    }
  }

  private func word(_ position: Int) -> String {
    let layer = session.geometry.layers[position]
    return "\(sign(position))\(layer.address)\(layer.spec.space == .feature ? "f" : "")"
  }

  private func sign(_ position: Int) -> Character {
    let subject = session.subject(at: position)
    if let verdict = checks.verdicts[subject] { return verdict.agrees ? "=" : "!" }
    if checks.failures[subject] != nil { return "?" }
    return checks.pending?.subject == subject ? "~" : "."
  }

  private func style(_ position: Int) -> Style {
    switch sign(position) {
    case "!", "?": session.theme.warning
    case "~": session.theme.accent
    case ".": session.theme.faint
    default: .plain
    }
  }
}
