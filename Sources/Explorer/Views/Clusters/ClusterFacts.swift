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

  private var theme: Theme { session.theme }

  var balancedTitle: StyledText {
    var text = StyledText("BOAT ", theme.title)
    text.append("level \(reading.key.level)/\(reading.tree.depth), ", theme.faint)
    text.append("\(reading.balanced.count) x \(reading.balanced.sizes)")
    return text
  }

  var kMeansTitle: StyledText {
    var text = StyledText("k-means ", theme.title)
    guard let kMeans else { return text }
    text.append("\(kMeans.groups.count) of \(kMeans.groups.sizes)")
    return text
  }

  // MARK: - Beside the maps

  /// Each way to group in a few lines, then what halving does.
  func lines(rows: Int) -> [StyledText] {
    let gap = rows >= 19 ? [StyledText()] : []
    var lines = block("BOAT, balanced", reading.balanced)
    lines += gap
    if let kMeans {
      lines += block("k-means, \(kMeans.rounds) rounds", kMeans.groups)
      lines.append(largest(kMeans.groups))
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
    var text = StyledText(name.aligned(left: 7), theme.faint)
    text.append(value)
    return text
  }

  private func largest(_ groups: ClusterGroups) -> StyledText {
    let sizes = groups.partition.sizes.sorted(by: >).prefix(4).map(String.init)
    return line("sizes", sizes.joined(separator: " ") + (groups.count > 4 ? "…" : ""))
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

  /// The cluster of a token, the way to it, and what it attends to.
  func cluster(of token: Int) -> StyledText {
    let level = reading.key.level
    let group = reading.tree.cluster(of: token, atLevel: level)
    let (row, column) = reading.grid.position(of: token)
    var text = StyledText("(\(row),\(column))", theme.title)
    text.append(" cluster ", theme.faint)
    text.append("\(GroupMap.letter(group))", theme.title)
    text.append(" \(group) of \(1 << level)")
    let path = reading.path(to: token)
    if !path.isEmpty { text.append("  way \(path)", theme.faint) }
    if reading.isAtLeaves, reading.tree.depth > 0 {
      text.append(
        "  49 + \(reading.overlap(of: token).count) across the cut, in "
          + "\(GroupMap.letter(group ^ 1)), as +", theme.faint)
    }
    if let kMeans {
      let label = kMeans.groups.partition.labels[token]
      text.append(
        "  k-means \(GroupMap.letter(label)): \(kMeans.groups.partition.sizes[label])", theme.faint)
    }
    return text
  }
}
