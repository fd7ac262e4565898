import Screens
import VisionTransformers

extension HeadsDrawing {
  /// Draws a part's frame, or the line above it, with what it shows.
  ///
  /// - Returns: What is left for the part.
  func drawEdges(_ panel: HeadsPanel, in area: Rect, on screen: inout Screen) -> Rect {
    let inside = layout.inside(area)
    var title = StyledText("\(panel.rawValue + 1) ", theme.faint)
    title.append(panel.title, theme.title)
    let note = note(panel)
    if layout.hasFrames {
      let room = area.columns - title.columns - 10
      let isAbove = note.columns <= room
      Frame(
        title, note: isAbove ? note : StyledText(), footnote: isAbove ? StyledText() : note,
        style: theme.line
      ).draw(in: area, on: &screen)
    } else {
      let whole = title + "  " + note
      screen.rule(whole.columns + 3 <= area.columns ? whole : title, in: area, style: theme.line)
    }
    return inside
  }

  /// What the part shows, beside its title.
  private func note(_ panel: HeadsPanel) -> StyledText {
    switch panel {
    case .maps: return mapsNote
    case .table:
      let tokens = "mean over \(session.grid.count) tokens"
      return StyledText(
        view.showsToken ? "token (\(session.cursor.row),\(session.cursor.column))" : tokens,
        theme.faint)
    case .layers: return grid.legend
    case .depth: return StyledText("\(view.measure.compared.shortName), by layer", theme.faint)
    }
  }

  private var mapsNote: StyledText {
    guard let reading = view.reading else { return StyledText() }
    guard view.cells == .weights, reading.hasWeights else {
      return StyledText(
        session.capabilities.hasColoredHalfBlocks ? "regions" : "' . : regions", theme.faint)
    }
    var text = StyledText()
    if session.capabilities.hasColoredHalfBlocks {
      text.append("0 ", theme.faint)
      for color in theme.ramp.levels { text.append(" ", Style(background: .palette(color))) }
      text.append(" ")
    } else {
      text.append("0-9 ", theme.faint)
    }
    text.append(
      view.sharesScale
        ? "sqrt, to \(NumberText.fixed(Double(reading.largest), 4))" : "sqrt, own max",
      theme.faint)
    return text
  }
}
