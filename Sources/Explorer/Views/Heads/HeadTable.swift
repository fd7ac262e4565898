import Screens

/// The numbers of the heads of a layer, one line each, in an order.
struct HeadTable {
  /// In the order in which they are drawn.
  let heads: [HeadNumbers]
  let measure: HeadMeasure
  let isReversed: Bool
  /// The head that is shown; nothing while all are shown together.
  let selected: Int?
  let theme: Theme

  /// Columns from left to right, those that give way first last.
  private static let importance: [HeadMeasure] = [
    .head, .distance, .effectiveKeys, .largestWeight, .normalizedEntropy, .unplacedShare,
    .placedDistance, .entropy, .keys,
  ]
  private static let branchWidth = 11

  /// Puts heads in order: equal ones, and those without a number, by their own number, the latter
  /// last.
  static func sorted(
    _ heads: [HeadNumbers], by measure: HeadMeasure, isReversed: Bool
  ) -> [HeadNumbers] {
    let descends = measure.beginsWithGreatest != isReversed
    return heads.sorted { left, right in
      switch (measure.value(of: left), measure.value(of: right)) {
      case (let one?, let other?) where one != other: descends ? one > other : one < other
      case (_?, nil): true
      case (nil, _?): false
      default: left.head < right.head
      }
    }
  }

  /// The columns that have room, the one sorted by among them.
  private func columns(in width: Int) -> (measures: [HeadMeasure], hasBranch: Bool) {
    var left = width - HeadMeasure.head.width - measure.width * (measure == .head ? 0 : 1) - 1
    var shown: Set<HeadMeasure> = [.head, measure]
    let known = HeadMeasure.columns(of: heads)
    for candidate in Self.importance where !shown.contains(candidate) && known.contains(candidate) {
      guard candidate.width + 1 <= left else { continue }
      shown.insert(candidate)
      left -= candidate.width + 1
    }
    return (HeadMeasure.allCases.filter(shown.contains), left >= Self.branchWidth + 1)
  }

  /// The first of the lines that are seen.
  static func first(of count: Int, showing place: Int?, rows: Int) -> Int {
    max(0, min((place ?? 0) - rows / 2, count - rows))
  }

  private var selectedPlace: Int? {
    selected.flatMap { head in heads.firstIndex { $0.head == head } }
  }

  /// The head in a line of the area.
  func head(atRow row: Int, in area: Rect) -> Int? {
    let lines = area.rows - 1
    let place =
      row - area.row - 1 + Self.first(of: heads.count, showing: selectedPlace, rows: lines)
    return row > area.row && heads.indices.contains(place) ? heads[place].head : nil
  }

  func draw(in area: Rect, on screen: inout Screen) {
    let (measures, hasBranch) = columns(in: area.columns)
    screen.write(header(measures, hasBranch), row: area.row, column: area.column, in: area)
    let lines = area.rows - 1
    let first = Self.first(of: heads.count, showing: selectedPlace, rows: lines)
    for (row, numbers) in heads.dropFirst(first).prefix(max(0, lines)).enumerated() {
      let isSelected = numbers.head == selected
      let line = line(numbers, measures, hasBranch, isSelected: isSelected)
      screen.write(line, row: area.row + 1 + row, column: area.column, in: area)
    }
  }

  private func header(_ measures: [HeadMeasure], _ hasBranch: Bool) -> StyledText {
    var text = StyledText(" ")
    for own in measures {
      let isSorted = own == measure
      let arrow = own.beginsWithGreatest != isReversed ? "▾" : "▴"
      let title = isSorted ? own.title + arrow : own.title
      text.append(
        own == .head ? title.aligned(left: own.width + 1) : title.aligned(right: own.width),
        isSorted ? theme.title : theme.faint)
      if own == .head, hasBranch {
        text.append("branch".aligned(left: Self.branchWidth), theme.faint)
      }
      if own != .head { text.append(" ") }
    }
    return text
  }

  private func line(
    _ numbers: HeadNumbers, _ measures: [HeadMeasure], _ hasBranch: Bool, isSelected: Bool
  ) -> StyledText {
    var text = StyledText(isSelected ? ">" : " ", theme.accent)
    for own in measures {
      let value = own.text(of: numbers)
      let style: Style = isSelected && own == .head ? theme.selected : .plain
      if own == .head {
        text.append(value, style)
        text.pad(to: own.width + 2)
        if hasBranch { text.append(numbers.branch.aligned(left: Self.branchWidth), theme.faint) }
      } else {
        text.append(value.aligned(right: own.width), own == measure ? theme.accent : .plain)
        text.append(" ")
      }
    }
    return text
  }
}
