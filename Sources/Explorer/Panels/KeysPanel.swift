import Screens
import VisionTransformers

/// The keys that the token attends to most, head by head where there is room; or the queries that
/// attend to it most.
struct KeysPanel: SidePanel {
  let title = "strongest keys"

  func title(_ session: Session) -> String {
    session.selection.direction == .incoming ? "strongest queries" : title
  }

  func rows(_ session: Session, columns: Int) -> PanelRows {
    let count = session.reading.attention.map { $0.strongest.count + 1 } ?? 1
    return PanelRows(minimum: min(3, count), ideal: min(7, count), most: min(16, count))
  }

  func lines(_ session: Session, columns: Int, rows: Int) -> [StyledText] {
    let theme = session.theme
    guard let attention = session.reading.attention else {
      let reason =
        session.selection.mechanism != nil
        ? "the model does not run this mechanism"
        : session.reading.unanswered == nil
          ? "after a run: r" : "the weights of others are not known yet"
      return [StyledText(reason, theme.faint)]
    }
    let heads = session.selection.showsUnion ? attention.strongest.first?.heads.count ?? 0 : 0
    let shown = min(heads, max(0, (columns - 32) / 7))
    let isIncoming = session.selection.direction == .incoming
    var header =
      (isIncoming ? "query" : "key").aligned(left: 10) + "dx".aligned(right: 4)
      + "dy".aligned(right: 4)
    header += "px".aligned(right: 7)
    header += (session.selection.showsUnion ? "mean" : "h\(session.selection.head)").aligned(
      right: 7)
    for head in 0..<shown { header += "h\(head)".aligned(right: 7) }
    return [StyledText(header, theme.faint)]
      + attention.strongest.prefix(max(0, rows - 1)).map { line($0, heads: shown, session) }
  }

  private func line(_ key: AttentionReading.Key, heads: Int, _ session: Session) -> StyledText {
    var text = StyledText(name(of: key.place, on: session.reading.grid).aligned(left: 10))
    text.append(offset(to: key.place, session))
    text.append(weight(key.weight), session.theme.accent)
    for head in 0..<heads {
      text.append(
        key.heads[head].map(weight) ?? NumberText.none.aligned(right: 7), session.theme.faint)
    }
    return text
  }

  private func weight(_ value: Float) -> String {
    NumberText.fixed(Double(value), 4).aligned(right: 7)
  }

  private func name(of place: AttentionPattern.KeySpace.Place, on grid: TokenGrid) -> String {
    switch place {
    case .token(let token): "(\(grid.position(of: token).row),\(grid.position(of: token).column))"
    case .prefix(let token): "prefix \(token)"
    case .padding: "padding"
    case .square(let rows, let columns): "(\(rows.lowerBound),\(columns.lowerBound))+"
    case .sample(let point):
      "(\(NumberText.fixed(point.row, 1)),\(NumberText.fixed(point.column, 1)))"
    }
  }

  /// Columns and rows from the token to the key, and the distance in pixels.
  private func offset(to place: AttentionPattern.KeySpace.Place, _ session: Session) -> String {
    guard case .token(let token) = place else { return String(repeating: " ", count: 15) }
    let reading = session.reading
    let (row, column) = reading.grid.position(of: token)
    let (down, right) = (row - reading.row, column - reading.column)
    let stride = session.scale.stride
    let (height, width) = (Double(down) * stride.rows, Double(right) * stride.columns)
    let distance = (height * height + width * width).squareRoot()
    return signed(right) + signed(down) + NumberText.fixed(distance, 1).aligned(right: 7)
  }

  private func signed(_ value: Int) -> String {
    (value < 0 ? "\(value)" : "+\(value)").aligned(right: 4)
  }
}
