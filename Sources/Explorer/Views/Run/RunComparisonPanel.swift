import Screens
import VisionTransformers

/// The last pass beside the last pass of the model that was open before, stage by stage.
struct RunComparisonPanel: SidePanel {
  private let mine: RunProfile
  private let other: RunRecord?
  private let stages: Int

  init(_ session: Session) {
    other = session.comparableRun
    mine =
      session.run.record?.profile ?? RunProfile()
    let last = ((other?.profile.rows ?? []) + mine.rows).map(\.stage).max() ?? -1
    stages = last + 1
  }

  var title: String {
    other.map { "against \($0.model.escapingControls)" } ?? "against the model before"
  }

  /// Whether there is something to compare with.
  var hasOther: Bool { other != nil }

  func rows(_ session: Session, columns: Int) -> PanelRows {
    PanelRows(minimum: stages + 2, ideal: stages + 2, most: stages + 2)
  }

  func lines(_ session: Session, columns: Int, rows: Int) -> [StyledText] {
    guard let other else {
      let hint = "No other model has run on this picture yet: O opens one, and what ran before "
      return "\(hint)it stands here beside it.".wrapped(to: columns).map {
        StyledText($0, session.theme.faint)
      }
    }
    guard !mine.rows.isEmpty else {
      return [StyledText("waits for a whole pass of this model", session.theme.faint)]
    }
    let hasSteps = rows > stages + 2
    let longest =
      hasSteps
      ? max(mine.longest, other.profile.longest)
      : (0..<stages).flatMap { stage in [mine, other.profile].map { $0.seconds(ofStage: stage) } }
        .max() ?? 0
    let layout = RunComparisonLayout(
      bars: OperationBars(operations(session), full: longest, session), columns: columns,
      isStill: session.settings.isStill)
    let between =
      hasSteps
      ? steps(session, other, layout, rows: rows - 2)
      : (0..<stages).map { stage in
        layout.line(
          stageLabel(stage), own: stageRow(stage, of: mine),
          other: stageRow(stage, of: other.profile), style: session.theme.title)
      }
    return [header(session, other, layout)] + between + [total(session, other, layout)]
  }

  /// The operations that any of the two models has.
  private func operations(_ session: Session) -> [VisionTransformers.Operation] {
    let own = session.spec.operations
    return VisionTransformers.Operation.allCases.filter {
      own.contains($0) || other?.operations.contains($0) == true
    }
  }

  /// As many of the steps as there is room for, below their stages, around the block that is looked
  /// at.
  private func steps(
    _ session: Session, _ other: RunRecord, _ layout: RunComparisonLayout, rows: Int
  ) -> [StyledText] {
    let theme = session.theme
    var lines: [StyledText] = []
    var current = 0
    for stage in 0..<stages {
      lines.append(
        layout.line(
          stageLabel(stage), mine.seconds(ofStage: stage), other.profile.seconds(ofStage: stage),
          style: theme.title))
      for pair in pairs(ofStage: stage) where pair.kind != .head {
        let row = pair.mine ?? pair.other
        let isHere = row?.address == session.selection.address
        if isHere { current = lines.count }
        lines.append(
          layout.line(
            (isHere ? ">" : " ") + (row?.label ?? ""), own: pair.mine, other: pair.other,
            style: isHere ? theme.title : theme.faint))
      }
    }
    let first = max(0, min(current - rows / 2, lines.count - rows))
    return Array(lines.dropFirst(first).prefix(rows))
  }

  /// The steps of a stage, aligned by what they are.
  private func pairs(
    ofStage stage: Int
  ) -> [(kind: RunProfile.Row.Kind, mine: RunProfile.Row?, other: RunProfile.Row?)] {
    let (left, right) = (mine.rows(ofStage: stage), other?.profile.rows(ofStage: stage) ?? [])
    let kinds =
      left.map(\.kind)
      + right.map(\.kind).filter { kind in !left.contains { $0.kind == kind } }
    return kinds.map { kind in
      (kind, left.first { $0.kind == kind }, right.first { $0.kind == kind })
    }
  }

  private func stageLabel(_ stage: Int) -> String {
    pairs(ofStage: stage).allSatisfy { $0.kind == .head } ? "head" : "stage \(stage + 1)"
  }

  /// A stage's steps as one.
  private func stageRow(_ stage: Int, of profile: RunProfile) -> RunProfile.Row? {
    let rows = profile.rows(ofStage: stage)
    guard let first = rows.first else { return nil }
    return RunProfile.Row(
      kind: first.kind, stage: stage, seconds: profile.seconds(ofStage: stage),
      operations: rows.reduce(OperationTimes()) { $0 + $1.operations }, cost: nil)
  }

  private func header(
    _ session: Session, _ other: RunRecord, _ layout: RunComparisonLayout
  ) -> StyledText {
    let isSameModel = other.model == session.spec.name
    let (mine, theirs) =
      isSameModel ? (session.weights, other.weights) : (session.spec.name, other.model)
    return layout.line(
      "ms", mine.escapingControls, theirs.escapingControls, "ratio", style: session.theme.faint)
  }

  /// The whole passes: the middle ones where both models have run more than once.
  private func total(
    _ session: Session, _ other: RunRecord, _ layout: RunComparisonLayout
  ) -> StyledText {
    let record = session.run.record
    let areMiddles = [record, other].allSatisfy { $0?.passes ?? 0 > 0 }
    return layout.line(
      areMiddles ? "p50" : "pass", record?.seconds, other.seconds, style: session.theme.accent)
  }
}
