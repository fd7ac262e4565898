import Screens
import VisionTransformers

/// What passes take: time and its history, rate against the machine's best, memory.
struct RunFactsPanel: SidePanel {
  let title = "run"
  /// What the machine can do on this many threads; nothing before it was measured.
  let peak: PeakRate?
  let isMeasuring: Bool

  func rows(_ session: Session, columns: Int) -> PanelRows {
    let count = facts(session, columns: columns, chartRows: 0).count
    let chart = session.run.history.seconds.count > 1 && !session.settings.isStill
    return PanelRows(
      minimum: 4, ideal: count + (chart ? 1 : 0), most: count + (chart ? 4 : 0))
  }

  func lines(_ session: Session, columns: Int, rows: Int) -> [StyledText] {
    let count = facts(session, columns: columns, chartRows: 0).count
    return facts(session, columns: columns, chartRows: max(0, min(4, rows - count)))
  }

  private func facts(_ session: Session, columns: Int, chartRows: Int) -> [StyledText] {
    var text = CaptionedLines(theme: session.theme, columns: columns)
    addTimes(session, to: &text)
    addChart(session, rows: chartRows, to: &text)
    addBench(session, to: &text)
    addRate(session, to: &text)
    addPeak(session, to: &text)
    addMACs(session, to: &text)
    addMemory(session, to: &text)
    addParameters(session, to: &text)
    return text.lines
  }

  private func addTimes(_ session: Session, to text: inout CaptionedLines) {
    let history = session.run.history
    guard let summary = session.run.summary, !session.settings.isStill else {
      return text.add("pass", NumberText.none)
    }
    var words = [NumberText.duration(summary.seconds)]
    if let first = history.first { words.append("first \(NumberText.duration(first))") }
    words.append(summary.threads == 1 ? "1 thread" : "\(summary.threads) threads")
    text.add("pass", fitting: words)
    guard let median = history.percentile(0.5), let slow = history.percentile(0.95) else { return }
    text.add(
      "p50 p95",
      fitting: [
        NumberText.duration(median), NumberText.duration(slow),
        history.seconds.count == 1 ? "1 later run" : "\(history.seconds.count) later runs",
      ])
  }

  /// The times of the latest passes as columns, from 0 up, the slowest beside the highest.
  private func addChart(_ session: Session, rows: Int, to text: inout CaptionedLines) {
    let seconds = session.run.history.seconds
    guard rows > 0, seconds.count > 1, !session.settings.isStill else { return }
    let room = text.columns - CaptionedLines.captionColumns - 8
    let shown = seconds.suffix(max(0, room))
    guard let slowest = shown.max() else { return }
    let lines = ColumnChart(Array(shown)).lines(
      columns: room, rows: rows, hasBlocks: session.hasBlocks)
    for (index, line) in lines.enumerated() {
      var value = StyledText(line, session.theme.accent)
      if index == 0 { value.append(" \(NumberText.duration(slowest))", session.theme.faint) }
      text.add(index == 0 ? "history" : "", value)
    }
  }

  private func addBench(_ session: Session, to text: inout CaptionedLines) {
    guard let bench = session.run.bench, !session.settings.isStill else { return }
    let count = bench.isComplete ? "\(bench.wanted)" : "\(bench.seconds.count)/\(bench.wanted)"
    guard let median = bench.percentile(0.5), let slow = bench.percentile(0.95) else {
      return text.add("bench \(count)", NumberText.none)
    }
    text.add(
      "bench",
      fitting: [
        "\(count) runs", "median \(NumberText.duration(median))",
        "p95 \(NumberText.duration(slow))",
      ])
  }

  /// Pairs really computed for each second of the middle pass.
  private func rate(_ session: Session) -> Double? {
    let run = session.run
    guard let summary = run.summary, !session.settings.isStill else { return nil }
    let seconds = run.history.percentile(0.5) ?? summary.seconds
    guard seconds > 0 else { return nil }
    return Double(run.computedMACs.values.reduce(0, +)) / seconds
  }

  private func addRate(_ session: Session, to text: inout CaptionedLines) {
    guard let rate = rate(session) else { return text.add("rate", NumberText.none) }
    var words = ["\(NumberText.count(Int(rate))) MACs/s"]
    if let peak, peak.macsPerSecond > 0 {
      words.append("\(NumberText.percent(rate / peak.macsPerSecond, digits: 0)) of the peak")
    }
    text.add("rate", fitting: words)
  }

  private func addPeak(_ session: Session, to text: inout CaptionedLines) {
    guard !session.settings.isStill else { return text.add("peak", NumberText.none) }
    guard let peak, peak.macsPerSecond > 0 else {
      return text.add(
        "peak", isMeasuring ? "measuring…" : "not measured yet (p)",
        session.theme.faint)
    }
    text.add(
      "peak",
      fitting: [
        "\(NumberText.count(Int(peak.macsPerSecond))) MACs/s", "best product of 2048x2048",
      ])
  }

  private func addMACs(_ session: Session, to text: inout CaptionedLines) {
    let reports = session.run.reports.values
    guard !reports.isEmpty else { return text.add("MACs", NumberText.none) }
    let total = reports.reduce(0) { $0 + $1.cost.total }
    text.add("MACs", fitting: ["\(NumberText.count(total)) a pass", "papers print FLOPs"])
  }

  private func addMemory(_ session: Session, to text: inout CaptionedLines) {
    guard let summary = session.run.summary, !session.settings.isStill else {
      return text.add("memory", NumberText.none)
    }
    text.add(
      "memory",
      fitting: [
        "\(NumberText.megabytes(summary.residentBytes)) now",
        "peak \(NumberText.megabytes(summary.peakBytes))",
      ])
  }

  /// Parameters, and what they take as 32-bit numbers.
  private func addParameters(_ session: Session, to text: inout CaptionedLines) {
    guard let count = session.run.parameters else {
      return text.add("weights", fitting: [session.weights.escapingControls])
    }
    var words = [
      NumberText.megabytes(count * 4), "\(NumberText.count(count)) parameters",
      session.weights.escapingControls,
    ]
    if let seconds = session.run.buildSeconds, !session.settings.isStill {
      words.append("made in \(NumberText.duration(seconds))")
    }
    text.add("weights", fitting: words)
  }
}
