import Screens
import VisionTransformers

/// Where the parameters come from, in captioned lines.
struct CheckpointFactsPanel: SidePanel {
  let title = "parameters"

  func rows(_ session: Session, columns: Int) -> PanelRows {
    let count = lines(session, columns: columns, rows: 0).count
    return PanelRows(minimum: min(4, count), ideal: count, most: count)
  }

  func lines(_ session: Session, columns: Int, rows: Int) -> [StyledText] {
    var lines = CaptionedLines(theme: session.theme, columns: columns)
    for fact in CheckpointFacts(session).facts {
      lines.add(
        fact.caption, wrapping: fact.text, fact.isWarning ? session.theme.warning : .plain)
    }
    return lines.lines
  }
}

/// How many parameters each part of the model has, as bars.
struct ParameterPartsPanel: SidePanel {
  let title = "parts"
  let model: ModelParameters?

  func title(_ session: Session) -> String {
    model.map { "\(title) of \(NumberText.count($0.count)) numbers" } ?? title
  }

  func rows(_ session: Session, columns: Int) -> PanelRows {
    let count = model?.parts.count ?? 0
    return PanelRows(minimum: count, ideal: count, most: count)
  }

  func lines(_ session: Session, columns: Int, rows: Int) -> [StyledText] {
    guard let model, let most = model.parts.map(\.count).max() else { return [] }
    let names = min(20, model.parts.map(\.name.count).max() ?? 0)
    return model.parts.map { part in
      var text = StyledText(part.name.shortened(to: names).aligned(left: names + 1))
      text.append(NumberText.count(part.count).aligned(right: 7))
      let share = Double(part.count) / Double(max(1, model.count))
      text.append(NumberText.percent(share).aligned(right: 7) + " ", session.theme.accent)
      text.append(
        Bar.filled(
          Double(part.count) / Double(most), columns: columns - text.columns,
          hasBlocks: session.hasBlocks), session.theme.accent)
      return text
    }
  }
}

/// The checkpoints on this machine.
struct FoundCheckpointsPanel: SidePanel {
  let title = "checkpoints on this machine"

  func title(_ session: Session) -> String {
    "\(session.found?.count ?? 0) \(session.found?.count == 1 ? "checkpoint" : "checkpoints")"
      + " on this machine"
  }

  func rows(_ session: Session, columns: Int) -> PanelRows {
    let count = session.found?.count ?? 0
    return PanelRows(minimum: min(2, count), ideal: min(4, count), most: count)
  }

  func lines(_ session: Session, columns: Int, rows: Int) -> [StyledText] {
    (session.found ?? []).map { entry in
      let verdict = entry.objection == nil ? entry.variant ?? "can be run" : "cannot be run"
      let room = max(8, columns - verdict.count - 2)
      var text = StyledText(entry.name.escapingControls.shortened(to: room))
      text.pad(to: columns - verdict.count)
      text.append(verdict, entry.objection == nil ? session.theme.accent : session.theme.faint)
      return text
    }
  }
}

/// The tensors of the file, or the parameters that a file would have to hold.
struct TensorListPanel: SidePanel {
  let title = "tensors"
  let model: ModelParameters?
  /// The one that is looked at.
  let current: Int

  func title(_ session: Session) -> String {
    CheckpointFacts(session, model).listTitle
  }

  func rows(_ session: Session, columns: Int) -> PanelRows {
    let count = CheckpointFacts(session, model).tensors.count
    return PanelRows(minimum: min(3, count), ideal: min(8, count), most: count)
  }

  func lines(_ session: Session, columns: Int, rows: Int) -> [StyledText] {
    let tensors = CheckpointFacts(session, model).tensors
    let top = max(0, min(current - rows / 2, tensors.count - rows))
    return tensors.enumerated().dropFirst(top).prefix(rows).map { index, tensor in
      let detail = tensor.detail.escapingControls
      let note = tensor.note.map { detail.isEmpty ? $0 : "  \($0)" } ?? ""
      let room = max(8, columns - detail.count - note.count - 3)
      var text = StyledText(index == current ? ">" : " ", session.theme.accent)
      text.append(
        tensor.name.escapingControls.shortened(to: room),
        index == current ? session.theme.title : .plain)
      text.pad(to: columns - detail.count - note.count)
      text.append(detail, session.theme.faint)
      text.append(note, tensor.isWarning ? session.theme.warning : session.theme.accent)
      return text
    }
  }
}
