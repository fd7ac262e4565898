import VisionTransformers

extension VerifyView {
  /// Shows the head and the token of the next query that differs.
  mutating func goToMismatch(by step: Int, _ session: inout Session) {
    let places = session.geometry.layers.indices.flatMap { position in
      (checks.verdicts[session.subject(at: position)]?.mismatches ?? []).filter { $0.query >= 0 }
        .map { (position, $0.head ?? -1, $0.query) }
    }
    let here = (
      session.position ?? 0, session.shownHead ?? -1,
      session.grid[session.cursor.row, session.cursor.column]
    )
    let next =
      step > 0
      ? places.first { $0 > here } ?? places.first : places.last { $0 < here } ?? places.last
    guard let (position, head, query) = next else {
      return session.message = "no layer that was checked differs in a token of its grid"
    }
    let layer = session.geometry.layers[position]
    session.selection.address = layer.address
    session.selection.layer = layer.index
    session.selection.mechanism = nil
    (session.selection.head, session.selection.showsUnion) = (max(0, head), head < 0)
    session.selection.direction = .outgoing
    let (row, column) = session.grid.position(of: query)
    session.move(toRow: row, column: column)
  }
}
