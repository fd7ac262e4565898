import Screens
import VisionTransformers

/// Where one is: picture, model, stage, block, head.
struct Breadcrumb {
  private let session: Session

  init(_ session: Session) { self.session = session }

  /// The way down in one line, the picture's name giving way where it is too long.
  func text(columns: Int) -> StyledText {
    let candidates = [(true, true), (false, true), (false, false)].map(parts)
    var parts = candidates.first { width($0) <= columns } ?? candidates[candidates.count - 1]
    let excess = width(parts) - columns
    if excess > 0 { parts[0] = parts[0].shortened(to: max(6, parts[0].count - excess)) }
    var text = StyledText()
    for (index, part) in parts.enumerated() {
      if index > 0 { text.append(" › ", session.theme.faint) }
      text.append(part, index == 0 ? .plain : session.theme.title)
    }
    return text
  }

  private func width(_ parts: [String]) -> Int { parts.reduce(-3) { $0 + $1.count + 3 } }

  private func parts(hasInput: Bool, hasGrid: Bool) -> [String] {
    let (selection, stage) = (session.selection, session.stage)
    let input = session.spec.input
    let picture = (session.picture?.name ?? "…").escapingControls
    return [
      hasInput ? "\(picture) \(input.width)x\(input.height)" : picture,
      session.spec.name,
      "stage \(selection.address.stage + 1)/\(session.spec.stages.count)"
        + (hasGrid ? " (\(session.grid.rows)x\(session.grid.columns))" : ""),
      "block \(selection.address.block + 1)/\(stage.blocks.count) \(mechanism)",
      head,
    ]
  }

  private var mechanism: String {
    let own = session.layer?.spec.mechanism.name ?? NumberText.none
    return session.selection.mechanism.map { "\($0) (not \(own))" } ?? own
  }

  private var head: String {
    let head =
      session.selection.showsUnion
      ? "all heads" : "head \(session.selection.head) of \(session.shownHeads)"
    return session.selection.direction == .incoming ? "\(head), incoming" : head
  }
}
