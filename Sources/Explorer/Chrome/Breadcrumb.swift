import Screens
import VisionTransformers

/// Where one is: picture, model, stage, block, head.
struct Breadcrumb {
  private let session: Session

  init(_ session: Session) { self.session = session }

  /// What is said besides the names of things.
  private struct Detail {
    var hasInput = true
    var hasGrid = true
    /// Whether a model that the catalogue does not have is told by its sizes: `swin (width 24, …)`.
    var hasSizes = true
  }

  /// How much of the picture's name stays before the model's sizes do.
  private static let recognizable = 16

  /// The way down in one line; where it is too long, the input's size gives way first, then the grid,
  /// the end of the picture's name, the model's sizes, and more of the picture's name.
  func text(columns: Int) -> StyledText {
    var parts =
      [Detail(), Detail(hasInput: false), Detail(hasInput: false, hasGrid: false)]
      .lazy.map(parts).first { width($0) <= columns }
      ?? shortened(to: columns)
    let excess = width(parts) - columns
    if excess > 0 { parts[0] = parts[0].shortened(to: max(6, parts[0].count - excess)) }
    var text = StyledText()
    for (index, part) in parts.enumerated() {
      if index > 0 { text.append(" › ", session.theme.faint) }
      text.append(part, index == 0 ? .plain : session.theme.title)
    }
    return text
  }

  /// The names of things alone, with the model's sizes where the picture's name can be told beside them.
  private func shortened(to columns: Int) -> [String] {
    let whole = parts(Detail(hasInput: false, hasGrid: false))
    let picture = min(whole[0].count, Self.recognizable)
    guard width(whole) - whole[0].count + picture > columns else { return whole }
    return parts(Detail(hasInput: false, hasGrid: false, hasSizes: false))
  }

  private func width(_ parts: [String]) -> Int { parts.reduce(-3) { $0 + $1.count + 3 } }

  private func parts(_ detail: Detail) -> [String] {
    let (selection, stage) = (session.selection, session.stage)
    let input = session.spec.input
    let picture = (session.picture?.name ?? "…").escapingControls
    return [
      detail.hasInput ? "\(picture) \(input.width)x\(input.height)" : picture,
      detail.hasSizes ? session.spec.name : String(session.spec.name.prefix { $0 != " " }),
      "stage \(selection.address.stage + 1)/\(session.spec.stages.count)"
        + (detail.hasGrid ? " (\(session.grid.rows)x\(session.grid.columns))" : ""),
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
