import Screens
import VisionTransformers

/// What came of verifying: the layer that is looked at, the token, and all layers.
struct VerdictPanel {
  let session: Session
  let checks: LayerChecks
  let region: VerifiedRegion?

  private var theme: Theme { session.theme }
  private var subject: LayerChecks.Subject? { session.position.map(session.subject(at:)) }
  private var verdict: LayerVerdict? { subject.flatMap { checks.verdicts[$0] } }

  /// - Parameters:
  ///   - area: Where to draw.
  ///   - hasFrame: Whether there is room for a frame.
  ///   - screen: What to draw on.
  func draw(in area: Rect, hasFrame: Bool, on screen: inout Screen) {
    var area = area
    if hasFrame {
      let title = StyledText("layers ", theme.title) + summary
      area = Frame(title, style: theme.line).draw(in: area, on: &screen)
    }
    var rest = area.inset(left: 1, right: 1)
    let hasLegend = hasFrame || area.rows >= 6
    write(layerText(columns: rest.columns), in: rest.takeTop(1), on: &screen)
    write(
      tokenText(columns: rest.columns, hasLegend: hasLegend), in: rest.takeTop(1), on: &screen)
    if hasLegend { write(legend, in: rest.takeTop(1), on: &screen) }
    if hasLegend, !hasFrame {
      screen.rule(
        StyledText("layers: ", theme.faint) + summary, in: area.rows(3..<4), style: theme.line)
      _ = rest.takeTop(1)
    }
    LayerVerdictList(session: session, checks: checks).draw(in: rest, on: &screen)
  }

  private func write(_ text: StyledText, in area: Rect, on screen: inout Screen) {
    screen.write(text, row: area.row, column: area.column, in: area)
  }

  // MARK: - The layer

  private func layerText(columns: Int) -> StyledText {
    guard let position = session.position, let subject else {
      return StyledText("this block has no attention layer", theme.faint)
    }
    let layer = session.geometry.layers[position]
    let name = "\(layer.address) \(layer.spec.mechanism.name) "
    var text = StyledText(name, theme.title)
    if let verdict {
      text.append(
        verdict.agrees
          ? "= agrees"
          : "! DIFFERS in \(verdict.mismatches.count) queries of \(verdict.heads) heads",
        verdict.agrees ? theme.accent : theme.warning)
      let heads = verdict.heads == 1 ? "1 head" : "\(verdict.heads) heads"
      let words = [
        subject.frozen?.text(followsFeatures: layer.spec.mechanism.followsFeatures),
        "\(NumberText.count(verdict.checked)) pairs of query and key in \(heads)",
      ].compactMap { $0 }
      for word in words where text.columns + 2 + word.count <= columns {
        text.append("  \(word)", theme.faint)
      }
    } else if let reason = checks.failures[subject] {
      text.append("? not verified: \(reason)", theme.warning)
    } else if checks.isStopped {
      text.append("stopped; a goes on", theme.faint)
    } else {
      text.append("computing…", theme.faint)
    }
    return text
  }

  // MARK: - The token

  private func tokenText(columns: Int, hasLegend: Bool) -> StyledText {
    let (row, column) = session.cursor
    var text = StyledText("token (\(row),\(column))", theme.faint)
    guard let region else { return text }
    let noun = session.selection.direction == .incoming ? "queries" : "keys"
    text.append(
      "  \(region.declared.count) \(noun) declared, \(region.measured.count) measured")
    text.append(
      region.agrees ? ", the same" : ", \(region.differences) differ",
      region.agrees ? theme.accent : theme.warning)
    let signs = region.agrees || hasLegend ? nil : "- declared only, + measured only"
    for word in [signs, besides(region), session.selection.mechanism.map { "(not \($0))" }] {
      guard let word, text.columns + 2 + word.count <= columns else { continue }
      text.append("  \(word)", theme.faint)
    }
    return text
  }

  /// Keys that are no tokens of the map.
  private func besides(_ region: VerifiedRegion) -> String? {
    func names(_ side: VerifiedRegion.Side) -> [String] {
      let prefix = side.prefixTokens.map(String.init)
      let shown = prefix.count > 4 ? [prefix[0], "…", prefix[prefix.count - 1]] : prefix
      return (shown.isEmpty ? [] : ["prefix \(shown.joined(separator: " "))"])
        + (side.hasPadding ? ["zero tokens"] : [])
    }
    let (declared, measured) = (names(region.declared), names(region.measured))
    if declared == measured {
      return declared.isEmpty ? nil : "with \(declared.joined(separator: ", "))"
    }
    func text(_ names: [String]) -> String {
      names.isEmpty ? "none" : names.joined(separator: ", ")
    }
    return "off the map: \(text(declared)) declared, \(text(measured)) measured"
  }

  // MARK: - All layers

  private var summary: StyledText {
    let verdicts = session.geometry.layers.indices.compactMap {
      checks.verdicts[session.subject(at: $0)]
    }
    let wrong = verdicts.count { !$0.agrees }
    var text = StyledText(
      "\(verdicts.count) of \(session.geometry.layers.count) checked, ", theme.faint)
    text.append(
      wrong == 0 ? "all of them agree" : wrong == 1 ? "1 differs" : "\(wrong) differ",
      wrong == 0 ? theme.faint : theme.warning)
    let pairs = verdicts.reduce(0) { $0 + $1.checked }
    text.append(", \(NumberText.count(pairs)) pairs", theme.faint)
    return text
  }

  /// What the squares of the maps mean.
  private var legend: StyledText {
    var text = StyledText()
    if session.capabilities.hasColoredHalfBlocks {
      text.append("█", Style(foreground: .palette(75)))
      text.append(" in both  ", theme.faint)
      for (kind, name) in [(RegionMap.Kind.declared, "declared"), (.measured, "measured")] {
        text.append(
          String(kind.sign), Style(foreground: .palette(16), background: .palette(kind.color)))
        text.append(" only \(name)  ", theme.faint)
      }
      text.append(" ", Style(background: .palette(Theme.cursorColor)))
      text.append(" cursor", theme.faint)
    } else {
      text.append("o in both  - only declared  + only measured  >@ cursor", theme.faint)
    }
    return text
  }
}
