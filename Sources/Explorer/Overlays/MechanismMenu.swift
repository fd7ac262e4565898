import Screens
import VisionTransformers

/// Shows the map under any mechanism, at once as one goes through the list.
struct MechanismMenu: Overlay {
  private let before: String?
  private var selected: Int

  init(_ session: Session) {
    before = session.selection.mechanism
    let shown = before ?? session.layer?.spec.mechanism.name
    selected = MechanismCatalog.names.firstIndex { $0 == shown } ?? 0
  }

  var hints: [KeyHint] {
    [
      KeyHint("j k", "choose", priority: 4), KeyHint("1-9", "pick", priority: 2),
      KeyHint("Enter", "keep", priority: 3), KeyHint("Esc", "as before", priority: KeyHint.always),
    ]
  }

  mutating func update(_ key: Key, _ session: inout Session) -> OverlayStep {
    let names = MechanismCatalog.names
    switch key {
    case .up, .character("k"): selected = max(0, selected - 1)
    case .down, .character("j"): selected = min(names.count - 1, selected + 1)
    case .character("m"): selected = (selected + 1) % names.count
    case .home, .character("g"): selected = 0
    case .end, .character("G"): selected = names.count - 1
    case .enter: return .closes([])
    case .escape, .character("q"):
      session.show(mechanism: before)
      return .closes([])
    case .character(let digit):
      guard let number = digit.wholeNumberValue, names.indices.contains(number - 1) else {
        return .stays([])
      }
      session.show(mechanism: names[number - 1])
      return .closes([])
    default: return .stays([])
    }
    session.show(mechanism: names[selected])
    return .stays([])
  }

  func render(_ session: Session, in area: Rect, on screen: inout Screen) {
    let entries = session.reading.comparison
    let width = min(area.columns / 2 + 6, 64)
    let box = area.columns(area.columns - width..<area.columns).rows(0..<entries.count + 4)
    screen.fill(box)
    let inside = Frame(
      StyledText("mechanism", session.theme.title), style: session.theme.accent
    ).draw(in: box, on: &screen).inset(left: 1, right: 1)
    for (row, entry) in entries.enumerated() {
      draw(entry, number: row + 1, in: inside.rows(row..<row + 1), session, on: &screen)
    }
    drawReason(in: inside.inset(top: entries.count), session, on: &screen)
    screen.cursor = Position(row: inside.row + selected, column: inside.column)
  }

  private func draw(
    _ entry: MechanismRegion, number: Int, in area: Rect, _ session: Session,
    on screen: inout Screen
  ) {
    let isOwn = entry.name == session.layer?.spec.mechanism.name
    let isSelected = number - 1 == selected
    let name = entry.name + (isOwn ? " (own)" : "")
    let extent = try? entry.outcome.get()
    let size = extent.map { "\($0.count)  \(NumberText.percent($0.share).aligned(right: 6))" }
    let right = size ?? NumberText.none
    let left = "\(isSelected ? ">" : " ") \(number) \(name)"
    let line = left.aligned(left: max(left.count + 1, area.columns - right.count)) + right
    screen.write(
      line, row: area.row, column: area.column,
      style: isSelected ? session.theme.selected : extent == nil ? session.theme.faint : .plain,
      in: area)
  }

  /// Why the region is what it is, or why there is none.
  private func drawReason(in area: Rect, _ session: Session, on screen: inout Screen) {
    let text =
      switch session.reading.region {
      case .success(let region): region.reason
      case .failure(let error): error.description
      }
    for (row, line) in text.wrapped(to: area.columns).prefix(area.rows).enumerated() {
      screen.write(
        line, row: area.row + row, column: area.column, style: session.theme.accent, in: area)
    }
  }
}
