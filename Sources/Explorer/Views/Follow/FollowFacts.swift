import Screens
import VisionTransformers

/// What is known of a followed token, in lines.
struct FollowFacts {
  let session: Session
  let reading: FollowReading
  let known: FollowKnowledge
  let showsOthers: Bool

  func lines(columns: Int) -> [StyledText] {
    var text = CaptionedLines(theme: session.theme, columns: columns)
    text.add("reading", reading.meaning, session.theme.accent)
    if let objection = known.objection {
      text.add("", wrapping: objection, session.theme.warning)
    }
    if let token = known.token {
      add(token, to: &text)
    } else {
      text.add("", wrapping: whatIsMissing, session.theme.faint)
    }
    addFirstFull(to: &text)
    if showsOthers { addOthers(to: &text) }
    text.add("counted", wrapping: Self.conventions, session.theme.faint)
    return text.lines
  }

  /// What this program takes for granted.
  static let conventions =
    "residuals half, merges evenly; without convolutions in blocks"

  private var whatIsMissing: String {
    if reading == .measured, session.completeReports == nil {
      return session.run.isActive ? "after the run" : "after a run: r"
    }
    return known.isPending ? "computing…" : NumberText.none
  }

  private func add(_ token: FollowedToken, to text: inout CaptionedLines) {
    let (row, column) = token.place
    let base = token.rollout.base.grid.count
    let place = "(\(row),\(column))"
    let words = [" of \(token.grid)", " after \(token.rollout.origin.address)"]
    let room = text.columns - CaptionedLines.captionColumns - place.count
    text.add(
      "token",
      StyledText(place, session.theme.accent)
        + StyledText(words.joined().count <= room ? words.joined() : words[0]))
    text.add(
      "reach",
      StyledText("\(token.reached)", session.theme.accent)
        + StyledText(" of \(base) tokens  \(share(token.reached, of: base))"))
    if let bounds = token.bounds {
      text.add(
        "",
        "x \(bounds.columns.lowerBound)..\(bounds.columns.upperBound) "
          + "y \(bounds.rows.lowerBound)..\(bounds.rows.upperBound) px")
    }
    guard reading != .theory else { return }
    text.add(
      "rollout",
      StyledText(NumberText.fixed(token.size.effectiveTokens, 1), session.theme.accent)
        + StyledText(" tokens effective"))
    text.add(
      "",
      fitting: [
        "n50 \(token.size.n50)", "n90 \(token.size.n90)",
        token.size.distance.map { "\(NumberText.fixed($0, 1)) px mean" } ?? "",
      ])
    if token.outside > 1e-9 {
      text.add("outside", "\(NumberText.percent(token.outside)) zero, learned tokens")
    }
  }

  /// A part of the tokens; all of them only where it is all of them.
  private func share(_ count: Int, of total: Int) -> String {
    let text = NumberText.percent(Double(count) / Double(total))
    return count < total && text == "100%" ? "99.9%" : text
  }

  /// The first blocks that see all of the picture, in words.
  private func addFirstFull(to text: inout CaptionedLines) {
    guard let model = known.model, let uniform = known.uniform else { return }
    let room = text.columns - CaptionedLines.captionColumns
    let isLong = [uniform.firstFull, model.firstFull].allSatisfy { first in
      (first.map { sentence("all of the picture", $0, isLong: true).count } ?? 0) <= room
    }
    text.add(
      "sees",
      wrapping: uniform.firstFull.map { sentence("all of the picture", $0, isLong: isLong) }
        ?? "never all of the picture", .bold)
    text.add(
      "",
      wrapping: model.firstFull.map { sentence("every token", $0, isLong: isLong) }
        ?? "not every token ever does")
  }

  private func sentence(_ what: String, _ first: BlockAddress, isLong: Bool) -> String {
    let place = isLong ? "stage \(first.stage + 1) block \(first.block + 1)" : "\(first)"
    return "\(what) from \(place) on"
  }

  /// The first block of each compared network after which every token sees all.
  private func addOthers(to text: inout CaptionedLines) {
    guard let others = known.others else { return text.add("all see", "computing…") }
    var objection: String?
    text.add(
      "all see",
      wrapping: others.entries.map { entry in
        switch entry.outcome {
        case .success(let model):
          return "\(entry.model.mark) \(model.firstFull?.description ?? "never")"
        case .failure(let error):
          objection = error.description
          return "\(entry.model.mark) \(NumberText.none)"
        }
      }.joined(separator: "  "))
    if let objection { text.add("", wrapping: objection, session.theme.warning) }
  }
}

/// What is known of a followed token, in one line for notes.
struct FollowRow {
  let session: Session
  let known: FollowKnowledge

  var text: String {
    guard let token = known.token else { return TokenRow(session).text }
    let (row, column) = token.place
    var parts = [
      "\(session.spec.name) \(token.rollout.origin.address) token (\(row),\(column)) of \(token.grid)",
      "reach \(token.reached) of \(token.rollout.base.grid.count) tokens",
      "\(token.rollout.weights == .uniform ? "keys alike" : "weights of the run"): effective "
        + NumberText.fixed(token.size.effectiveTokens, 2),
      "n50 \(token.size.n50)", "n90 \(token.size.n90)",
    ]
    if let distance = token.size.distance {
      parts.append("mean distance \(NumberText.fixed(distance, 2)) px")
    }
    return parts.joined(separator: ", ").escapingControls
  }
}
