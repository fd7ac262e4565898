import Screens
import VisionTransformers

/// What the page says of clusters in words and numbers.
struct ClusterFacts {
  let reading: ClusterReading
  let kMeans: KMeansGroups?
  let session: Session

  init(_ reading: ClusterReading, _ kMeans: KMeansGroups?, _ session: Session) {
    self.reading = reading
    self.kMeans = kMeans?.key == reading.key ? kMeans : nil
    self.session = session
  }

  private static let captionColumns = 7

  private var theme: Theme { session.theme }

  /// What the map of BOAT's clusters shows, in so many columns.
  func balancedTitle(columns: Int) -> StyledText {
    title(
      "BOAT", "level \(reading.key.level)/\(reading.tree.depth)",
      "\(reading.balanced.count) x \(reading.balanced.sizes)", columns: columns)
  }

  /// What the map of k-means shows, in so many columns.
  func kMeansTitle(columns: Int) -> StyledText {
    guard let kMeans else { return StyledText("k-means", theme.title) }
    return title(
      "k-means", "\(kMeans.groups.count)", "of \(kMeans.groups.sizes)", columns: columns)
  }

  private func title(_ name: String, _ parts: String..., columns: Int) -> StyledText {
    parts.enumerated().reduce(StyledText(name, theme.title)) { text, part in
      let isLast = part.offset == parts.count - 1
      return text.columns + 1 + part.element.count <= columns
        ? text + StyledText(" \(part.element)", isLast ? .plain : theme.faint) : text
    }
  }

  // MARK: - Beside the maps

  /// Each way to group in a few lines, then what halving does.
  func lines(columns: Int, rows: Int) -> [StyledText] {
    let gap = rows >= 16 ? [StyledText()] : []
    var lines = block("BOAT, balanced", reading.balanced)
    lines += gap
    if let kMeans {
      lines += block("k-means, \(kMeans.rounds) rounds", kMeans.groups)
      lines.append(largest(kMeans.groups, columns: columns))
    } else {
      lines.append(StyledText("k-means computing…", theme.faint))
    }
    lines += gap
    lines += block(
      "windows \(ClusterReading.windowSide)x\(ClusterReading.windowSide)", reading.windows)
    return lines
  }

  private func block(_ name: String, _ groups: ClusterGroups) -> [StyledText] {
    [
      StyledText(name, theme.title),
      line("alike", NumberText.fixed(groups.likeness, 4)),
      line("pure", NumberText.percent(groups.purity)),
      line("pairs", NumberText.count(groups.partition.pairCount)),
      line("batch", NumberText.count(groups.partition.paddedPairCount)),
    ]
  }

  private func line(_ name: String, _ value: String) -> StyledText {
    var text = StyledText(name.aligned(left: Self.captionColumns), theme.faint)
    text.append(value)
    return text
  }

  /// The sizes of the largest groups, as many as have room.
  private func largest(_ groups: ClusterGroups, columns: Int) -> StyledText {
    let sizes = groups.partition.sizes.filter { $0 > 0 }.sorted(by: >)
    var shown = min(4, sizes.count)
    func text() -> String {
      sizes.prefix(shown).map(String.init).joined(separator: " ")
        + (shown < sizes.count ? " …" : "")
    }
    while shown > 1, text().count > columns - Self.captionColumns { shown -= 1 }
    return line("sizes", text())
  }

  // MARK: - Below the maps

  /// On what grid, and by what.
  var legend: StyledText {
    let grid = reading.grid
    var text = StyledText("\(grid.rows)x\(grid.columns)", theme.title)
    text.append(
      session.playground.grid == nil
        ? " stage \(session.selection.address.stage + 1)" : " of :grid", theme.faint)
    text.append("  \(source)", reading.source == .run ? theme.faint : theme.warning)
    return text
  }

  /// What tokens are compared by, and why not by queries where it is not these.
  var source: String {
    if reading.source == .run {
      return "by q of head \(reading.key.features.head) of \(reading.headCount), from the run"
    }
    if session.playground.grid != nil { return "by patch colours" }
    let layers = session.spec[session.selection.address].attention
    if layers.contains(where: { $0.space == .feature }) {
      return "by patch colours until this block has run (r)"
    }
    return session.geometry.followsFeatures
      ? "by patch colours: this block does not cluster"
      : "by patch colours: \(session.spec.name) "
        + "does not cluster"
  }

  /// The cluster of a token, the way to it, and what it attends to, as far as all of it has room.
  ///
  /// - Parameters:
  ///   - token: The token.
  ///   - columns: The room; what does not fit is left out as a whole.
  /// - Returns: One line.
  func cluster(of token: Int, columns: Int = .max) -> StyledText {
    let group = reading.tree.cluster(of: token, atLevel: reading.key.level)
    let (row, column) = reading.grid.position(of: token)
    var text = StyledText("(\(row),\(column))", theme.title)
    text.append(" cluster ", theme.faint)
    text.append("\(GroupMap.letter(group))", theme.title)
    text.append(" \(group) of \(1 << reading.key.level)")
    for part in parts(of: token, in: group)
    where text.columns + 2 + part.columns <= columns {
      text = text + "  " + part
    }
    return text
  }

  /// What else is said of a token's cluster, the most important first.
  private func parts(of token: Int, in group: Int) -> [StyledText] {
    var parts: [StyledText] = []
    let path = reading.path(to: token)
    if !path.isEmpty { parts.append(StyledText("way \(path)", theme.faint)) }
    if reading.isAtLeaves, reading.tree.depth > 0 {
      var text = StyledText(
        "49 + \(reading.overlap(of: token).count) of \(GroupMap.letter(group ^ 1))", theme.faint)
      let isColored = session.capabilities.hasColoredHalfBlocks
      text.append(" ")
      text.append(
        isColored ? " " : "+",
        isColored
          ? Style(background: .palette(GroupMap.overlapColor(session.capabilities.background)))
          : .plain)
      parts.append(text)
    }
    if let kMeans {
      let label = kMeans.groups.partition.labels[token]
      parts.append(
        StyledText(
          "k-means \(GroupMap.letter(label)): \(kMeans.groups.partition.sizes[label])",
          theme.faint))
    }
    return parts
  }
}
