import Screens
import VisionTransformers

/// The pinned tokens, and the first two of them side by side.
struct PinsPanel: SidePanel {
  let title = "pins"

  func rows(_ session: Session, columns: Int) -> PanelRows {
    guard session.reading.pins != nil else { return PanelRows(minimum: 0, ideal: 0, most: 0) }
    let count = lines(session, columns: columns, rows: .max).count
    return PanelRows(minimum: min(2, count), ideal: count, most: count)
  }

  func lines(_ session: Session, columns: Int, rows: Int) -> [StyledText] {
    let theme = session.theme
    guard let pins = session.reading.pins else {
      return [StyledText("space pins the token under the cursor", theme.faint)]
    }
    let pair = pins.pair.map { pairLines($0, pins, session, columns: columns) } ?? []
    return pair + list(pins.entries, session, columns: columns)
  }

  /// Two tokens side by side.
  private func pairLines(
    _ pair: PinReading.Pair, _ pins: PinReading, _ session: Session, columns: Int
  ) -> [StyledText] {
    let (first, second) = (pins.entries[0].letter, pins.entries[1].letter)
    var text = CaptionedLines(theme: session.theme, columns: columns)
    let share = NumberText.percent(Double(pair.overlap) / Double(max(1, pair.union)))
    text.add(
      "\(first) and \(second)",
      StyledText("\(pair.overlap)", session.theme.accent)
        + StyledText(" of \(pair.union) tokens shared  \(share)"))
    let isIncoming = session.selection.direction == .incoming
    func sees(_ letter: Character, _ other: Character, _ isSeen: Bool, _ weight: Float?) -> String {
      let (verb, negation) =
        isIncoming ? ("seen by", "not seen by") : ("sees", "does not see")
      guard isSeen else { return "\(letter) \(negation) \(other)" }
      let amount = isIncoming ? nil : weight.map { " \(NumberText.fixed(Double($0), 4))" }
      return "\(letter) \(verb) \(other)\(amount ?? "")"
    }
    let isEither = pair.isSeen.first || pair.isSeen.second
    text.add(
      "",
      fitting: !isEither
        ? ["neither sees the other"]
        : [
          sees(first, second, pair.isSeen.second, pair.weights?.toSecond),
          sees(second, first, pair.isSeen.first, pair.weights?.toFirst),
        ])
    text.add(
      "",
      fitting: [
        "\(NumberText.fixed(pair.distance, 1)) px apart",
        "cosine \(pair.cosine.map { NumberText.fixed(Double($0), 3) } ?? NumberText.none)",
      ])
    return text.lines
  }

  /// Each pin with its place and the size of its region, several to a line.
  private func list(
    _ entries: [PinReading.Entry], _ session: Session, columns: Int
  ) -> [StyledText] {
    var lines: [StyledText] = []
    for entry in entries {
      var word = StyledText("\(entry.letter)", session.theme.accent)
      word.append(" (\(entry.row),\(entry.column))")
      if let field = entry.field { word.append(" \(field.count) tokens") }
      if let last = lines.last, last.columns + 3 + word.columns <= columns {
        lines[lines.count - 1] = last + StyledText("   ") + word
      } else {
        lines.append(word)
      }
    }
    return lines
  }
}
