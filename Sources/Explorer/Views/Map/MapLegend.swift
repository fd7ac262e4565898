import Screens
import VisionTransformers

/// What the cells of the map mean, in a line or two.
struct MapLegend {
  let session: Session
  let viewport: MapViewport
  let view: CellView

  private var theme: Theme { session.theme }
  private var isColored: Bool { session.capabilities.hasColoredHalfBlocks }

  /// How many tokens a cell is, and what it means: as much of it as has room, the last left out first.
  ///
  /// Parts that begin with a comma belong to the one before.
  func text(columns: Int) -> StyledText {
    var text = scaleText
    func add(_ part: StyledText) -> Bool {
      let gap = part.text.hasPrefix(",") ? "" : "  "
      guard text.columns + gap.count + part.columns <= columns else { return false }
      text = text + StyledText(gap) + part
      return true
    }
    for part in meaning + hopMeaning + cursorMeaning {
      if !add(part), part.text == brightness { _ = add(StyledText("bright: region", theme.faint)) }
    }
    return text
  }

  /// How many tokens a cell is, and which of them are seen.
  private var scaleText: StyledText {
    if viewport.pool > 1 {
      return StyledText("fit: \(viewport.pool)x\(viewport.pool) tokens each", theme.faint)
    }
    guard !viewport.isComplete else { return StyledText("1:1", theme.faint) }
    return StyledText("1:1, \(viewport.rows.count)x\(viewport.columns.count) seen", theme.faint)
  }

  private var meaning: [StyledText] {
    switch view {
    case .picture:
      isColored ? [StyledText(brightness, theme.faint)] : characterMeaning(luma: "luma")
    case .region: regionMeaning
    case .weights: isColored ? weightMeaning : characterMeaning(luma: "luma")
    case .norm: normMeaning
    }
  }

  private var isIncoming: Bool { session.selection.direction == .incoming }

  private var brightness: String {
    isIncoming ? "bright: they attend to it, dim: not" : "bright in the region, dim outside"
  }

  /// What is said of tokens that the next layer reaches.
  private var hopMeaning: [StyledText] {
    guard (try? session.reading.region.get().hops.isEmpty) == false else { return [] }
    guard isColored else { return [StyledText(", ~ next layer", theme.faint)] }
    guard view != .norm else { return [] }
    var text = StyledText()
    text.append("█", Style(foreground: .palette(MapColors.laterSample)))
    text.append(" next layer", theme.faint)
    return [text]
  }

  /// What the cursor looks like, where that is not told by what is said of the rest.
  private var cursorMeaning: [StyledText] {
    guard isColored else {
      let isNamed = view == .region || view == .norm && session.reading.norms == nil
      return isNamed ? [] : [StyledText(", >@ cursor", theme.faint)]
    }
    guard view == .picture else { return [] }
    var text = StyledText(" ", Style(background: .palette(Theme.cursorColor)))
    text.append(" cursor", theme.faint)
    return [text]
  }

  /// What the two columns of a token are where there are no half blocks.
  private func characterMeaning(luma: String) -> [StyledText] {
    let mark =
      session.reading.attention == nil ? "o in region" : "weight 0-9 (sqrt of max)"
    let bands = try? session.reading.region.get().bands
    let outside = bands?.isVisible == true ? "|_ borders" : "blank outside"
    return ["\(luma) + \(mark)", ", \(outside)"].map { StyledText($0, theme.faint) }
  }

  private var regionMeaning: [StyledText] {
    guard let region = try? session.reading.region.get() else { return [] }
    guard region.branches.count == 2 else {
      return [StyledText("region, all heads alike", theme.faint)]
    }
    var parts: [StyledText] = []
    let samples: [UInt8] = [75, 214]
    for (index, branch) in region.branches.enumerated() {
      var text = StyledText()
      if isColored {
        text.append("█ ", Style(foreground: .palette(samples[index])))
      } else {
        text.append(index == 0 ? "a " : "b ")
      }
      text.append(
        "\(branch.name) h\(branch.heads.lowerBound)-\(branch.heads.upperBound - 1)", theme.faint)
      parts.append(text)
    }
    var both = StyledText(
      isColored ? "█ " : "x ", isColored ? Style(foreground: .palette(230)) : .plain)
    both.append("both", theme.faint)
    return parts + [both]
  }

  private var weightMeaning: [StyledText] {
    guard let attention = session.reading.attention else {
      let reason =
        session.reading.unanswered == nil
        ? "no weights before a run of this mechanism" : "the weights of others are not known yet"
      return [StyledText(reason, theme.faint)]
    }
    var text = StyledText("0 ", theme.faint)
    for color in session.theme.ramp.levels {
      text.append(" ", Style(background: .palette(color)))
    }
    text.append(" \(NumberText.fixed(Double(attention.largest), 4)) sqrt scale", theme.faint)
    return [text]
  }

  private var normMeaning: [StyledText] {
    guard let norms = session.reading.norms, let low = norms.min(), let high = norms.max() else {
      return [StyledText("no norms before a run", theme.faint)]
    }
    let range = "\(NumberText.fixed(Double(low), 1)) to \(NumberText.fixed(Double(high), 1))"
    guard isColored else { return characterMeaning(luma: "norm \(range)") }
    var text = StyledText("norm \(range) ", theme.faint)
    for color in session.theme.ramp.levels {
      text.append(" ", Style(background: .palette(color)))
    }
    return [text, StyledText("grey outside", theme.faint)]
  }
}
