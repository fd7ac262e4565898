import Screens
import VisionTransformers

/// The time of every step of a pass as a bar of operations, and what no step accounts for.
struct RunTimePanel: SidePanel {
  let title = "time of each step"
  private let profile: RunProfile

  init(_ session: Session) { profile = session.profile }

  func title(_ session: Session) -> String {
    guard let passes = session.run.record?.passes, passes > 1, !session.settings.isStill else {
      return title
    }
    return "\(title), middle one of \(passes) passes"
  }

  func rows(_ session: Session, columns: Int) -> PanelRows {
    let count = profile.rows.count + 2
    return PanelRows(minimum: 3, ideal: count, most: count)
  }

  func lines(_ session: Session, columns: Int, rows: Int) -> [StyledText] {
    guard !profile.rows.isEmpty else { return [waiting(session)] }
    let bars = OperationBars(session.spec.operations, full: profile.longest, session)
    return [bars.key(columns: columns, caption: session.theme.faint)]
      + visibleRows(session, in: rows).map { line($0, bars, columns: columns, session) }
      + [sum(session, columns: columns)]
  }

  private func waiting(_ session: Session) -> StyledText {
    session.run.isActive
      ? StyledText("the first block has not ended yet", session.theme.faint)
      : StyledText("nothing has run yet: r runs the model", session.theme.faint)
  }

  /// The steps that there is room for, around the block that is looked at.
  private func visibleRows(_ session: Session, in rows: Int) -> [RunProfile.Row] {
    let room = max(0, rows - 2)
    let current = profile.rows.firstIndex { $0.address == session.selection.address } ?? 0
    let first = max(0, min(current - room / 2, profile.rows.count - room))
    return Array(profile.rows.dropFirst(first).prefix(room))
  }

  /// The block whose bar is in a line of the panel.
  func address(inLine line: Int, rows: Int, _ session: Session) -> BlockAddress? {
    let visible = visibleRows(session, in: rows)
    return visible.indices.contains(line - 1) ? visible[line - 1].address : nil
  }

  /// The line of the block that is looked at.
  func lineOfSelection(rows: Int, _ session: Session) -> Int? {
    visibleRows(session, in: rows).firstIndex { $0.address == session.selection.address }
      .map { $0 + 1 }
  }

  private func line(
    _ row: RunProfile.Row, _ bars: OperationBars, columns: Int, _ session: Session
  ) -> StyledText {
    let theme = session.theme
    let isHere = row.address == session.selection.address
    var text = StyledText(isHere ? ">" : " ", theme.accent)
    text.append(
      row.label.aligned(left: 7),
      isHere ? theme.title : row.address == nil ? theme.faint : .plain)
    let time =
      session.settings.isStill ? NumberText.none : NumberText.fixed(row.seconds * 1e3, 1)
    text.append(time.aligned(right: 6), isFresh(row, session) ? .plain : theme.faint)
    guard !session.settings.isStill else { return text }
    text.append(" ")
    text.append(bars.bar(row.operations, columns: columns - text.columns))
    return text
  }

  /// Whether what is known of a step is of the pass that runs, or it is not that pass that is shown.
  private func isFresh(_ row: RunProfile.Row, _ session: Session) -> Bool {
    let run = session.run
    guard run.isActive, run.record?.passes ?? 0 == 0 else { return true }
    let owner = row.address ?? BlockAddress(stage: row.stage, block: 0)
    return run.reported.contains(owner)
  }

  /// The steps together, the whole pass, and what is between them.
  private func sum(_ session: Session, columns: Int) -> StyledText {
    let theme = session.theme
    guard let record = session.run.record, !session.settings.isStill else {
      return StyledText("sum - of - ms", theme.faint)
    }
    func milliseconds(_ seconds: Double) -> String { NumberText.fixed(seconds * 1e3, 1) }
    let share = record.seconds > 0 ? record.unaccounted / record.seconds : 0
    var text = StyledText("sum ", theme.faint)
    text.append(milliseconds(record.profile.seconds), theme.title)
    text.append(" of ", theme.faint)
    text.append("\(milliseconds(record.seconds)) ms", theme.title)
    let rest = milliseconds(record.unaccounted)
    for words in ["  unaccounted \(rest) ms \(NumberText.percent(share))", "  between \(rest)"]
    where text.columns + words.count <= columns {
      text.append(words)
      break
    }
    return text
  }
}
