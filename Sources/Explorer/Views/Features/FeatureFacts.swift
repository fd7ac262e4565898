import Screens
import Tensors
import VisionTransformers

/// What the page of features says beside the map, in lines.
struct FeatureFacts {
  let session: Session
  let reading: FeatureReading
  let components: PrincipalComponents?
  let isWorking: Bool

  private var theme: Theme { session.theme }

  /// What is said, the most important first.
  ///
  /// - Parameters:
  ///   - cells: What is shown.
  ///   - columns: How long lines may be.
  ///   - rows: How many lines have room, for lists that can be as long as one likes.
  /// - Returns: The lines.
  func lines(_ cells: FeatureCells, columns: Int, rows: Int) -> [StyledText] {
    var text = CaptionedLines(theme: theme, columns: columns)
    let (row, column) = reading.grid.position(of: reading.token)
    text.add(
      "token", fitting: ["(\(row),\(column)) #\(reading.token)", "\(reading.channels) channels"])
    switch cells {
    case .norm: addNorm(to: &text)
    case .components: addComponents(to: &text)
    case .cosine: addCosine(to: &text)
    case .position: addPosition(to: &text, rows: rows)
    }
    return text.lines
  }

  /// How the numbers of all tokens are spread; nothing where a token has several numbers, or none.
  func histogram(_ cells: FeatureCells) -> FeatureHistogram? {
    switch cells {
    case .norm:
      FeatureHistogram(
        reading.norms, of: reading.token, digits: 2,
        limit: reading.outliers.tokens.isEmpty ? nil : reading.outliers.limit, session: session)
    case .cosine:
      FeatureHistogram(reading.cosines, of: reading.token, digits: 3, session: session)
    case .components, .position: nil
    }
  }

  private func place(_ token: Int, on grid: TokenGrid) -> String {
    let (row, column) = grid.position(of: token)
    return "(\(row),\(column))"
  }

  // MARK: - Norm

  private func addNorm(to text: inout CaptionedLines) {
    let (norms, outliers) = (reading.norms, reading.outliers)
    let own = norms[reading.token]
    let rank = norms.reduce(1) { $1 > own ? $0 + 1 : $0 }
    let (value, order) = (NumberText.fixed(Double(own), 3), "  rank \(rank) of \(norms.count)")
    let room = text.columns - CaptionedLines.captionColumns - value.count
    text.add(
      "norm",
      StyledText(value, theme.accent)
        + StyledText(order.count <= room ? order : "  rank \(rank)".cut(to: max(0, room))))
    text.add(
      "range", "\(number(norms.min())) to \(number(norms.max()))")
    text.add("median", NumberText.fixed(outliers.median, 3))
    text.add("MAD", NumberText.fixed(outliers.deviation, 3))
    text.add(
      "limit", fitting: [NumberText.fixed(outliers.limit, 3), "= median + 5 MAD"], separator: " ")
    let count = outliers.tokens.count
    text.add(
      "outliers", count == 0 ? "none" : "\(count)", count == 0 ? .plain : theme.warning)
    let largest = outliers.tokens.sorted { (-norms[$0], $0) < (-norms[$1], $1) }
    for token in largest.prefix(12) {
      text.add(
        "",
        "! " + place(token, on: reading.grid).aligned(left: 9)
          + number(norms[token]).aligned(right: 9))
    }
    if count > 12 { text.add("", "and \(count - 12) more", theme.faint) }
  }

  private func number(_ value: Float?) -> String {
    value.map { NumberText.fixed(Double($0), 3) } ?? NumberText.none
  }

  // MARK: - Components

  private func addComponents(to text: inout CaptionedLines) {
    guard let components else {
      return text.add(
        "PCA", isWorking || session.run.isActive ? "computing…" : NumberText.none, theme.faint)
    }
    guard !components.components.isEmpty else {
      return text.add("PCA", "all tokens are the same", theme.faint)
    }
    let names = ["red", "green", "blue"]
    let scale = FeatureScale.components(components)
    var sum = 0.0
    for (index, component) in components.components.enumerated() {
      let share = component.variance / components.totalVariance
      sum += share
      let range = scale.ranges[index]
      text.add(
        "PC\(index + 1)",
        StyledText(names[index].aligned(left: 6))
          + StyledText(NumberText.percent(share).aligned(left: 7), theme.accent)
          + StyledText(NumberText.fixed(Double(component.scores[reading.token]), 2)))
      text.add(
        "", "scale \(NumberText.fixed(range.low, 2)) to \(NumberText.fixed(range.high, 2))",
        theme.faint)
    }
    text.add("together", "\(NumberText.percent(sum)) of the variance")
    text.add("", wrapping: "scales: 2nd to 98th percentile", theme.faint)
    text.add("", wrapping: "signs: the largest loading is positive", theme.faint)
  }

  // MARK: - Cosine

  private func addCosine(to text: inout CaptionedLines) {
    let cosines = reading.cosines
    let mean = cosines.reduce(0) { $0 + Double($1) } / Double(max(1, cosines.count))
    text.add("mean", NumberText.fixed(mean, 4))
    let order = cosines.indices.filter { $0 != reading.token }
      .sorted { (-cosines[$0], $0) < (-cosines[$1], $1) }
    for (index, token) in order.prefix(8).enumerated() {
      add(index == 0 ? "most" : "", token, to: &text)
    }
    for (index, token) in order.suffix(5).reversed().enumerated() {
      add(index == 0 ? "least" : "", token, to: &text)
    }
  }

  private func add(_ caption: String, _ token: Int, to text: inout CaptionedLines) {
    text.add(
      caption,
      StyledText(place(token, on: reading.grid).aligned(left: 9))
        + StyledText(
          NumberText.fixed(Double(reading.cosines[token]), 4).aligned(right: 8), theme.accent))
  }

  // MARK: - Position

  private func addPosition(to text: inout CaptionedLines, rows: Int) {
    guard let position = reading.position else {
      text.add(
        "",
        wrapping: "scores of this layer have no bias that follows from positions alone; those "
          + "of Swin, Shuffle, MSG and DAT have", theme.faint)
      return
    }
    let (alone, all) = (position.aloneStatistics, position.allStatistics)
    text.add("head", session.shownHead.map { "\($0)" } ?? "mean over heads")
    text.add("", "bias only".aligned(right: 9) + "all".aligned(right: 9), theme.faint)
    func add(_ caption: String, _ digits: Int, _ value: (AttentionStatistics) -> Double?) {
      let texts = [alone, all].map { statistics in
        value(statistics).map { NumberText.fixed($0, digits) } ?? NumberText.none
      }
      text.add(
        caption,
        StyledText(texts[0].aligned(right: 9), theme.accent)
          + StyledText(texts[1].aligned(right: 9)))
    }
    add("entropy", 2, \.entropy)
    add("eff", 1, \.effectiveKeys)
    add("distance", 1, \.meanDistance)
    add("max", 4, \.largestWeight)
    text.add("ceiling", "\(NumberText.fixed(alone.entropyCeiling, 2)) nats", theme.faint)
    text.add("keys", "strongest by bias alone", theme.faint)
    let (row, column) = position.grid.position(of: position.token)
    for key in position.strongest.prefix(max(10, rows - text.lines.count)) {
      let (down, right) = position.grid.position(of: key)
      let offset = "\(signed(right - column)),\(signed(down - row))"
      text.add(
        "(\(down),\(right))",
        StyledText(
          NumberText.fixed(Double(position.alone[key]), 4).aligned(right: 9), theme.accent)
          + StyledText(NumberText.fixed(Double(position.all[key]), 4).aligned(right: 9))
          + StyledText("  \(offset)", theme.faint))
    }
  }

  private func signed(_ value: Int) -> String { value < 0 ? "\(value)" : "+\(value)" }
}
