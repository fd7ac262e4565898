import Screens
import Tensors
import VisionTransformers

/// What runs cost, and what came of the last.
struct RunPanel: SidePanel {
  let title = "run"

  func rows(_ session: Session, columns: Int) -> PanelRows {
    let count = lines(session, columns: columns, rows: .max).count
    return PanelRows(minimum: 2, ideal: count, most: count)
  }

  func lines(_ session: Session, columns: Int, rows: Int) -> [StyledText] {
    var text = CaptionedLines(theme: session.theme, columns: columns)
    addTimes(session, to: &text)
    addRate(session, to: &text)
    let top = top(session, columns: columns)
    if rows == 3 { return text.lines + top }
    addMemory(session, to: &text)
    addParameters(session, to: &text)
    return text.lines + top
  }

  private func addTimes(_ session: Session, to text: inout CaptionedLines) {
    let history = session.run.history
    guard let summary = session.run.summary, !session.settings.isStill else {
      return text.add("pass", NumberText.none)
    }
    var words = [NumberText.duration(summary.seconds)]
    if let median = history.percentile(0.5), let slow = history.percentile(0.95) {
      words.append("p50 \(NumberText.duration(median))")
      words.append("p95 \(NumberText.duration(slow))")
    }
    if let first = history.first { words.append("first \(NumberText.duration(first))") }
    let runs = history.seconds.count + 1
    words.append(runs == 1 ? "1 run" : "\(runs) runs")
    text.add("pass", fitting: words)
  }

  private func addRate(_ session: Session, to text: inout CaptionedLines) {
    let run = session.run
    guard let summary = run.summary else { return text.add("MACs", NumberText.none) }
    let total = run.reports.values.reduce(0) { $0 + $1.cost.total }
    let computed = Double(run.computedMACs.values.reduce(0, +))
    let rate =
      session.settings.isStill || summary.seconds <= 0
      ? NumberText.none : NumberText.count(Int(computed / summary.seconds))
    text.add(
      "MACs",
      fitting: [NumberText.count(total), "\(rate)/s", "papers print FLOPs"])
  }

  private func addMemory(_ session: Session, to text: inout CaptionedLines) {
    guard let summary = session.run.summary, !session.settings.isStill else {
      return text.add("memory", NumberText.none)
    }
    text.add(
      "memory",
      fitting: [
        NumberText.megabytes(summary.residentBytes),
        "peak \(NumberText.megabytes(summary.peakBytes))",
        summary.threads == 1 ? "1 thread" : "\(summary.threads) threads",
      ])
  }

  private func addParameters(_ session: Session, to text: inout CaptionedLines) {
    let run = session.run
    let count = run.parameters.map(NumberText.count) ?? NumberText.none
    var words = [count, session.weights.escapingControls]
    if let seconds = run.buildSeconds, !session.settings.isStill {
      words.append("made in \(NumberText.duration(seconds))")
    }
    text.add("params", fitting: words)
  }

  /// The five largest classes: by name where the model is trained and names are known.
  private func top(_ session: Session, columns: Int) -> [StyledText] {
    guard let logits = session.run.summary?.logits, !logits.isEmpty else {
      return [StyledText("top 5    \(NumberText.none)", session.theme.faint)]
    }
    let classes = ClassProbability.top(5, of: logits)
    guard session.isTrained else { return [untrained(classes, session, columns: columns)] }
    return classes.enumerated().map { place, entry in
      let name =
        session.opened.labels.flatMap {
          $0.indices.contains(entry.index) ? $0[entry.index] : nil
        } ?? "class \(entry.index)"
      var text = StyledText((place == 0 ? "top 5" : "").aligned(left: 9), session.theme.faint)
      text.append(NumberText.percent(entry.probability).aligned(right: 6), session.theme.accent)
      text.append("  \(name)".shortened(to: max(0, columns - text.columns)))
      return text
    }
  }

  private func untrained(
    _ classes: [ClassProbability], _ session: Session, columns: Int
  ) -> StyledText {
    var text = StyledText("not a prediction: class", session.theme.warning)
    for entry in classes where text.columns + 5 <= columns { text.append(" \(entry.index)") }
    return text
  }
}

/// A class, and how likely the model thinks it is.
struct ClassProbability: Equatable {
  let index: Int
  let probability: Double

  /// The likeliest classes, by softmax of the logits; of two equal ones, the first.
  static func top(_ count: Int, of logits: [Float]) -> [Self] {
    var scores = logits
    softmax(&scores)
    let order = scores.indices.sorted { (-scores[$0], $0) < (-scores[$1], $1) }
    return order.prefix(count).map { Self(index: $0, probability: Double(scores[$0])) }
  }
}
