import Screens
import VisionTransformers

/// The operations of the whole pass: what each takes of its time, beside what the papers count for it.
struct RunOperationsPanel: SidePanel {
  let title = "operations"
  private let profile: RunProfile

  init(_ session: Session) { profile = session.profile }

  func rows(_ session: Session, columns: Int) -> PanelRows {
    let count = session.spec.operations.count + 1
    return PanelRows(minimum: count, ideal: count, most: count)
  }

  func lines(_ session: Session, columns: Int, rows: Int) -> [StyledText] {
    let theme = session.theme
    guard !profile.rows.isEmpty else {
      return [StyledText("nothing has run yet: r runs the model", theme.faint)]
    }
    let header =
      "".aligned(left: 11) + "ms".aligned(right: 7) + "time".aligned(right: 7)
      + "MACs".aligned(right: 7)
    return [StyledText(header, theme.faint)]
      + session.spec.operations.map { line($0, columns: columns, session) }
  }

  private func line(
    _ operation: VisionTransformers.Operation, columns: Int, _ session: Session
  ) -> StyledText {
    let (times, cost) = (profile.operations, profile.cost)
    let isStill = session.settings.isStill
    var text = StyledText(OperationMark(operation).name.aligned(left: 11))
    let milliseconds = isStill ? NumberText.none : NumberText.fixed(times[operation] * 1e3, 1)
    let ofTime =
      isStill ? NumberText.none : share(times[operation], of: times.total)
    let ofMACs =
      operation == .waiting
      ? NumberText.none : share(Double(cost[operation]), of: Double(cost.total))
    text.append(milliseconds.aligned(right: 7))
    text.append(ofTime.aligned(right: 7), isStill ? .plain : session.theme.accent)
    text.append(ofMACs.aligned(right: 7) + " ")
    guard !isStill else { return text }
    let operations = session.spec.operations
    let most = operations.map { times[$0] }.max() ?? 0
    var own = OperationTimes()
    own[operation] = times[operation]
    text.append(
      OperationBars(operations, full: most, session).bar(own, columns: columns - text.columns))
    return text
  }

  private func share(_ part: Double, of whole: Double) -> String {
    whole > 0 ? NumberText.percent(part / whole, digits: 1) : NumberText.none
  }
}
