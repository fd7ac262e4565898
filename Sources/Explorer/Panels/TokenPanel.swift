import Screens
import VisionTransformers

/// The token under the cursor: where it is, what it can see and why, and how it attends.
struct TokenPanel: SidePanel {
  let title = "token"

  func rows(_ session: Session, columns: Int) -> PanelRows {
    let count = lines(session, columns: columns, rows: .max).count
    return PanelRows(minimum: min(6, count), ideal: count, most: count)
  }

  func lines(_ session: Session, columns: Int, rows: Int) -> [StyledText] {
    var text = CaptionedLines(theme: session.theme, columns: columns)
    addPlace(session, to: &text)
    switch session.reading.region {
    case .success(let region): addRegion(region, session, to: &text)
    case .failure(let error):
      text.add("region", wrapping: error.description, session.theme.warning)
    }
    addAttention(session, to: &text)
    addCost(session, to: &text)
    return text.lines
  }

  private func addPlace(_ session: Session, to text: inout CaptionedLines) {
    let reading = session.reading
    let pixels = session.scale.pixels(row: reading.row, column: reading.column)
    var place = StyledText("(\(reading.row),\(reading.column))", session.theme.accent)
    let extent =
      "  x \(pixels.x.lowerBound)..\(pixels.x.upperBound) "
      + "y \(pixels.y.lowerBound)..\(pixels.y.upperBound)"
    let number = " #\(reading.token)"
    let room = text.columns - CaptionedLines.captionColumns - place.columns - extent.count
    if number.count <= room { place.append(number) }
    place.append(extent)
    text.add("token", place)
  }

  private func addRegion(
    _ region: RegionReading, _ session: Session, to text: inout CaptionedLines
  ) {
    let field = region.field
    let isIncoming = session.selection.direction == .incoming
    var size = StyledText("\(field.count) tokens", session.theme.accent)
    size.append("  \(NumberText.percent(field.share, digits: 2))")
    var more: [String] = []
    if !field.prefixTokens.isEmpty { more.append("  +\(field.prefixTokens.count) prefix") }
    if field.padding > 0 { more.append("  +\(field.padding) padding") }
    let span = "  span \(field.span.rows)x\(field.span.columns)"
    let room = text.columns - CaptionedLines.captionColumns - size.columns
    if more.joined().count + span.count <= room { more.insert(span, at: 0) }
    for part in more { size.append(part) }
    text.add(isIncoming ? "seen by" : "region", size)
    if !region.hops.isEmpty {
      text.add(
        "hop",
        fitting: [
          "+\(region.hopTokens.count) in the next layer", "by \(region.hops.count) messengers",
        ])
    }
    addReason(isIncoming ? "tokens whose region holds this one" : region.reason, to: &text)
    switch region.source {
    case .picture: text.add("", "mean-colour clusters, not a run's", session.theme.warning)
    case .run: text.add("", "clusters of the run's queries", session.theme.faint)
    case nil: break
    }
    addBranches(region, to: &text)
  }

  /// The reason, its two halves one below the other where they do not fit side by side.
  private func addReason(_ reason: String, to text: inout CaptionedLines) {
    let width = text.columns - CaptionedLines.captionColumns
    if reason.count > width, let sign = reason.firstIndex(where: { $0 == "∪" || $0 == "∩" }) {
      text.add("why", String(reason[..<sign]))
      text.add("", String(reason[sign...]))
    } else {
      text.add("why", wrapping: reason)
    }
  }

  private func addBranches(_ region: RegionReading, to text: inout CaptionedLines) {
    guard region.branches.count > 1 else { return }
    text.add(
      "heads",
      fitting: region.branches.map { branch in
        let heads =
          branch.heads.count == 1
          ? "h\(branch.heads.lowerBound)"
          : "h\(branch.heads.lowerBound)-\(branch.heads.upperBound - 1)"
        return "\(heads) \(branch.name) \(branch.field.count)"
      })
  }

  private func addAttention(_ session: Session, to text: inout CaptionedLines) {
    if session.selection.direction == .incoming { return addReceived(session, to: &text) }
    guard let statistics = session.reading.attention?.statistics else {
      text.add("entropy", NumberText.none)
      text.add("distance", NumberText.none)
      return
    }
    let (entropy, ceiling) = (statistics.entropy, statistics.entropyCeiling)
    text.add(
      "entropy",
      fitting: [
        "\(NumberText.fixed(entropy, 2)) of \(NumberText.fixed(ceiling, 2)) nats",
        "eff \(NumberText.fixed(statistics.effectiveKeys, 1))/\(statistics.keyCount)",
      ])
    text.add(
      "distance",
      fitting: [
        "\(statistics.meanDistance.map { NumberText.fixed($0, 1) } ?? NumberText.none) px mean",
        "max weight \(NumberText.fixed(statistics.largestWeight, 4))",
      ])
  }

  /// What others give to the token, or to the square that it is summed up in.
  private func addReceived(_ session: Session, to text: inout CaptionedLines) {
    guard let attention = session.reading.attention, let received = attention.received else {
      let isComing = session.reading.unanswered != nil
      text.add("receives", isComing ? "not known yet" : NumberText.none, session.theme.faint)
      text.add("largest", NumberText.none)
      return
    }
    text.add(
      "receives",
      fitting: ["\(NumberText.fixed(received, 3)) in sum"]
        + (meanReceived(session).map { ["\($0) on average"] } ?? []))
    text.add("largest", "weight \(NumberText.fixed(Double(attention.largest), 4))")
  }

  /// What keys receive on average: each query gives 1 in all; nothing where keys are no tokens.
  private func meanReceived(_ session: Session) -> Int? {
    guard let pattern = (try? session.reading.region.get())?.pattern,
      let space = pattern.branches.first?.keySpace,
      pattern.branches.allSatisfy({ $0.keySpace == space })
    else { return nil }
    switch space {
    case .tokens: return 1
    case .pooled(let keys, _):
      let (queries, all) = (
        pattern.grid.count + pattern.prefixCount, keys.count + pattern.prefixCount
      )
      return queries % all == 0 ? queries / all : nil
    case .padded, .sampled: return nil
    }
  }

  private func addCost(_ session: Session, to text: inout CaptionedLines) {
    guard session.selection.mechanism == nil else {
      let macs = attentionMACs(session).map { "attn \(NumberText.count($0))" }
      text.add("MACs", macs ?? NumberText.none)
      return
    }
    guard let report = session.reading.report else {
      text.add("MACs", NumberText.none)
      text.add("time", NumberText.none)
      return
    }
    let cost = report.cost
    let operations: [VisionTransformers.Operation] = [
      .attention, .clustering, .qkv, .mlp, .projection,
    ].filter { $0 != .clustering || cost[$0] > 0 }
    func words(_ text: (VisionTransformers.Operation) -> String) -> [String] {
      operations.map { "\(OperationMark($0).shortName) \(text($0))" }
    }
    text.add("MACs", fitting: words { NumberText.count(cost[$0]) }, separator: " ")
    guard !session.settings.isStill else { return text.add("time", NumberText.none) }
    func milliseconds(_ operation: VisionTransformers.Operation) -> String {
      NumberText.fixed(report.operations[operation] * 1e3, 1)
    }
    text.add(
      "time",
      fitting: [NumberText.duration(report.seconds)] + words(milliseconds)
        + [VisionTransformers.Operation.other, .waiting].map {
          "\(OperationMark($0).name) \(milliseconds($0))"
        }, separator: " ")
  }

  /// What the attention would cost under the mechanism that is shown: scores, and sums of values.
  private func attentionMACs(_ session: Session) -> Int? {
    guard let region = try? session.reading.region.get() else { return nil }
    return 2 * region.nominalPairs * session.stage.width / session.shownHeads
  }
}
