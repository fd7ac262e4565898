import Screens
import VisionTransformers

/// Where the numbers of a figure come from: what one needs to make it again.
struct Provenance {
  private let session: Session
  /// The grid that the page shows, where it need not be the layer's.
  private let grid: TokenGrid

  init(_ session: Session, grid: TokenGrid? = nil) {
    self.session = session
    self.grid = grid ?? session.grid
  }

  /// Model, place and head: `swin-t, stage 3 block 2, shifted-window, all heads, token (1,1)`.
  var place: String {
    let selection = session.selection
    let cursor = PixelScale(grid: grid, input: session.spec.input).token(at: selection.point)
    let own = session.layer?.spec.mechanism.name
    let shown = selection.mechanism.map { "\($0) in place of \(own ?? NumberText.none)" } ?? own
    let head =
      selection.showsUnion ? "all heads" : "head \(selection.head) of \(session.shownHeads)"
    return [
      session.spec.name,
      "stage \(selection.address.stage + 1) block \(selection.address.block + 1)",
      shown ?? "no attention", selection.direction == .incoming ? "\(head), incoming" : head,
      "token (\(cursor.row),\(cursor.column)) of \(grid.rows)x\(grid.columns)",
    ].joined(separator: ", ")
  }

  /// The whole line.
  var text: String { line(of: place) }

  /// The line of what holds for the whole model, whatever place of it is looked at.
  var modelText: String { line(of: session.spec.name) }

  private func line(of subject: String) -> String {
    let parameters =
      session.isTrained
      ? "parameters \(session.weights)"
      : "parameters \(session.weights), not a trained model's: regions are exact, weights are not"
    let input = session.spec.input
    let picture = session.picture.map { "picture \($0.name) at \(input.width)x\(input.height)" }
    return [subject, parameters, picture, session.settings.program].compactMap { $0 }
      .joined(separator: "; ").escapingControls
  }
}
