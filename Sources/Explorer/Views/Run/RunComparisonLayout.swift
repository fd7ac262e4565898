import Screens
import VisionTransformers

/// Where numbers and bars of two models stand in a line: a label, then for each its time and bar, then
/// the ratio of the times.
struct RunComparisonLayout {
  private static let labelColumns = 8
  private static let timeColumns = 9
  private static let ratioColumns = 8

  let bars: OperationBars
  let columns: Int
  /// Whether times are not to be shown.
  let isStill: Bool

  /// How long a bar can be; none where one would be too short to say anything.
  private var barColumns: Int {
    let room = (columns - Self.labelColumns - Self.ratioColumns) / 2 - Self.timeColumns - 1
    return room < 6 ? 0 : room
  }

  /// A line of steps with their bars.
  func line(
    _ label: String, own: RunProfile.Row?, other: RunProfile.Row?, style: Style
  ) -> StyledText {
    var text = StyledText(label.aligned(left: Self.labelColumns), style)
    for row in [own, other] {
      text.append(self.text(row?.seconds).aligned(right: Self.timeColumns) + " ")
      let start = text.columns
      if let row, !isStill { text.append(bars.bar(row.operations, columns: barColumns)) }
      text.pad(to: start + barColumns)
    }
    text.append(ratio(own?.seconds, other?.seconds).aligned(right: Self.ratioColumns), style)
    return text
  }

  /// A line of times alone.
  func line(_ label: String, _ own: Double?, _ other: Double?, style: Style) -> StyledText {
    line(label, text(own), text(other), ratio(own, other), style: style)
  }

  /// A line of words.
  func line(
    _ label: String, _ own: String, _ other: String, _ ratio: String, style: Style
  ) -> StyledText {
    let gap = String(repeating: " ", count: barColumns + 1)
    var text = StyledText(label.aligned(left: Self.labelColumns), style)
    for value in [own, other] {
      let shortened = value.shortened(to: Self.timeColumns - 1)
      text.append(shortened.aligned(right: Self.timeColumns) + gap, style)
    }
    text.append(ratio.aligned(right: Self.ratioColumns), style)
    return text
  }

  private func text(_ seconds: Double?) -> String {
    guard let seconds, !isStill else { return NumberText.none }
    return NumberText.fixed(seconds * 1e3, 1)
  }

  private func ratio(_ own: Double?, _ other: Double?) -> String {
    guard let own, let other, other > 0, !isStill else { return NumberText.none }
    return NumberText.fixed(own / other, 2) + "x"
  }
}
