import Screens
import VisionTransformers

/// Model, parameters, and what runs, in one line.
struct StatusLine {
  private let session: Session

  init(_ session: Session) { self.session = session }

  func draw(in area: Rect, on screen: inout Screen) {
    let right = progress(columns: min(30, area.columns / 3)) ?? lastRun
    screen.write(
      model(columns: area.columns - right.columns - 2), row: area.row, column: area.column,
      in: area)
    screen.write(
      right, row: area.row, column: area.columnRange.upperBound - right.columns, in: area)
  }

  /// As much of the model as fits.
  private func model(columns: Int) -> String {
    let weights = session.weights.escapingControls
    var text = session.spec.name
    for part in [weights, session.run.parameters.map { "\(NumberText.count($0)) parameters" }] {
      guard let part else { continue }
      let room = columns - text.count - 2
      text += part.count <= room || room > 12 ? "  \(part.shortened(to: room))" : ""
    }
    return text.shortened(to: max(0, columns))
  }

  /// A bar that fills while something runs.
  private func progress(columns: Int) -> StyledText? {
    let total = session.spec.addresses.count
    switch session.run.phase {
    case .starting: return bar("starting", done: 0, of: total, columns: columns)
    case .building(let done, let total):
      return bar("building", done: done, of: total, columns: columns)
    case .running:
      let name = session.run.isLive ? "live, run" : "run"
      return bar(
        "\(name) \(session.run.passes)", done: session.run.reported.count, of: total,
        columns: columns)
    case .cancelling: return StyledText("cancelling…", session.theme.accent)
    case .cancelled: return StyledText("cancelled: r runs again", session.theme.warning)
    case .failed: return StyledText("failed", session.theme.warning)
    case .idle, .finished: return working
    }
  }

  /// What is worked out in the background.
  private var working: StyledText? {
    session.works.names.first.map {
      StyledText("\($0.name.escapingControls)… ^C stops", session.theme.accent)
    }
  }

  private func bar(_ name: String, done: Int, of total: Int, columns: Int) -> StyledText {
    let share = total > 0 ? Double(done) / Double(total) : 0
    let filled = Bar.filled(share, columns: columns, hasBlocks: session.hasBlocks)
    let rest = String(
      repeating: session.hasBlocks ? "░" : ".", count: max(0, columns - filled.count))
    var text = StyledText("\(name) ")
    text.append(filled, session.theme.accent)
    text.append(rest, session.theme.line)
    text.append(" \("\(done)/\(total)".aligned(right: 5))")
    return text
  }

  private var lastRun: StyledText {
    guard let summary = session.run.summary else {
      return StyledText("r runs the model", session.theme.faint)
    }
    let isStill = session.settings.isStill
    let time = isStill ? NumberText.none : NumberText.duration(summary.seconds)
    let peak = isStill ? NumberText.none : NumberText.megabytes(summary.peakBytes)
    let threads = summary.threads == 1 ? "1 thread" : "\(summary.threads) threads"
    return StyledText("run \(session.run.passes)  \(time)  \(threads)  peak \(peak)")
  }
}
